import {
  linearAxis,
  logAxis,
  marks,
  prose,
  rule,
  seriesRoles,
  table,
  type Figure,
  type Layer,
  type Panel,
  type Table,
} from '../../../evidence/index.js';
import { estimateInterval } from '../../network/publishedTails.js';
import { networkWords } from '../../network/publishedNetwork.js';
import { stageOf, stages } from '../../network/stages.js';
import { heavyFrom, noiseDirections, type NoiseDirection } from '../../network/tailWeights.js';
import { directionNames, excessInterval, publishedLevel } from './parts.js';
import type { SeenNoise, Setting } from './setting.js';

const name = 'noise-non-gaussian';
/** Networks and stages of one batch size stand this factor apart, so that no bar hides another. */
const apart = 1.05;
/** On the logarithmic axis smaller excesses, and negative ones, stand at its lower edge. */
const floor = 0.003;

/** Excess tail weight against batch size by stage: single parameters left, random directions right. */
export function weightFigure(settings: readonly Setting[], dataset: string): Figure {
  return {
    name,
    title: 'Is the noise of minibatches heavier than Gaussian?',
    caption: prose(
      `Excess tail weight of the gradient noise of networks trained on ${dataset} over Gaussian noise of`,
      'the same covariance, with intervals that all hold together with 99 %. Above the line at',
      `${heavyFrom} (that of Student’s law of 19 degrees) noise is not Gaussian, below it is. What is`,
      `below ${floor} is shown there.`,
    ),
    panels: noiseDirections.map((direction) => weightPanel(settings, direction)),
  };
}

const shown = (excess: number) => Math.max(floor, excess);

function weightPanel(settings: readonly Setting[], direction: NoiseDirection): Panel {
  const here = settings.filter((setting) => setting.direction === direction);
  const networks = [...new Set(here.map(({ seen }) => seen.network))];
  const middle = (networks.length * stages.length - 1) / 2;
  const layer = (stage: (typeof stages)[number], s: number): Layer =>
    marks(
      stage,
      seriesRoles[s],
      here.filter((setting) => setting.stage === stage),
      ({ batchSize, seen }) => {
        const place = s * networks.length + networks.indexOf(seen.network) - middle;
        return batchSize * apartBy(place);
      },
      ({ excess }) => shown(excess),
      (setting) => {
        const { low, high } = excessInterval(setting);
        return { low: shown(low), high: shown(high) };
      },
    );
  return {
    title: directionNames[direction],
    x: logAxis('batch size'),
    y: logAxis('excess tail weight'),
    layers: [
      rule('margin', 'theory', { y: [shown(heavyFrom)] }),
      ...stages.map(layer).filter(({ x }) => x !== undefined && x.length > 0),
    ],
  };
}

function apartBy(places: number): number {
  const factor = places < 0 ? 1 / apart : apart;
  return Array.from({ length: Math.round(Math.abs(places)) }).reduce(
    (product: number) => product * factor,
    1,
  );
}

/** The published index of the noise, and of the same noise with Gaussian and with alpha-stable tails. */
export function publishedFigure(seen: readonly SeenNoise[]): Figure {
  const rows = seen.map((look, i) => ({ look, place: i + 1 }));
  return {
    name: `${name}-published`,
    title: 'What the published tail index measures',
    caption: prose(
      'Each place is one network at one stage, in the order of the table. Left: the published tail index',
      'of the noise, and of the same noise with Gaussian and with α-stable tails (1.5) in every parameter.',
      'Right: what its tails add to the statistic (in 1/alpha), and what α-stable tails would add;',
      'intervals hold together with 99 %.',
    ),
    panels: [indexPanel(rows), addedPanel(rows, publishedLevel(seen))],
  };
}

interface Place {
  readonly look: SeenNoise;
  readonly place: number;
}
const placeOf = ({ place }: Place) => place;

function indexPanel(rows: readonly Place[]): Panel {
  return {
    title: 'published index',
    x: linearAxis('setting'),
    y: linearAxis('tail index'),
    layers: [
      marks('measured', 'measured', rows, placeOf, ({ look }) => look.published.tailIndex),
      marks('Gaussian tails', 'brownian', rows, placeOf, ({ look }) => look.published.gaussianTailIndex),
      marks('α-stable tails', 'levy', rows, placeOf, ({ look }) => look.published.stableTailIndex),
    ],
  };
}

/** What the tails of the noise and α-stable ones add stand so far on either side of their place. */
const aside = 0.12;

function addedPanel(rows: readonly Place[], level: number): Panel {
  return {
    title: 'added by tails',
    x: linearAxis('setting'),
    y: linearAxis('in 1/alpha, above Gaussian tails'),
    layers: [
      rule('none', 'brownian', { y: [0] }),
      marks(
        'the measured tails',
        'measured',
        rows,
        ({ place }) => place - aside,
        ({ look }) => look.published.added.value,
        ({ look: { published } }) => estimateInterval(published, published.added, level),
      ),
      marks(
        'α-stable tails',
        'levy',
        rows,
        ({ place }) => place + aside,
        ({ look }) => look.published.addedByStable.value,
        ({ look: { published } }) => estimateInterval(published, published.addedByStable, level),
      ),
    ],
  };
}

/** One row for each setting. */
export function weightTable(settings: readonly Setting[]): Table {
  const caption = prose(
    'Excess tail weight of each network at each stage, batch size and direction, with the interval that',
    'decides; all intervals hold together with 99 %.',
  );
  return table(name, caption, settings, [
    ['data set', ({ seen }) => seen.network.dataset],
    ['network', ({ seen }) => networkWords(seen.network)],
    ['loss', ({ seen }) => seen.network.loss],
    ['trained with b', ({ seen }) => seen.network.batchSize],
    ['replicate', ({ seen }) => seen.network.replicate],
    ['iteration', ({ seen }) => seen.iteration],
    ['training accuracy', ({ seen }) => seen.accuracy],
    ['direction', ({ direction }) => directionNames[direction]],
    ['b', ({ batchSize }) => batchSize],
    ['minibatches', ({ minibatches }) => minibatches],
    ['columns', ({ columns }) => columns],
    ['excess', ({ excess }) => excess],
    ['low', ({ low }) => low],
    ['high', ({ high }) => high],
    ['found', ({ found }) => found],
  ]);
}

/** One row for each network at each stage. */
export function publishedTable(seen: readonly SeenNoise[]): Table {
  const caption = prose(
    'The published tail index of each network at each stage, and of the same noise with Gaussian and with',
    'α-stable tails in every parameter; what the tails add in 1/alpha.',
  );
  return table(`${name}-published`, caption, seen, [
    ['setting', (_, i) => i + 1],
    ['data set', ({ network }) => network.dataset],
    ['network', ({ network }) => networkWords(network)],
    ['loss', ({ network }) => network.loss],
    ['b', ({ network }) => network.batchSize],
    ['replicate', ({ network }) => network.replicate],
    ['stage', (look) => stageOf(look)],
    ['training loss', ({ loss }) => loss],
    ['training accuracy', ({ accuracy }) => accuracy],
    ['minibatches', ({ published }) => published.minibatches],
    ['block length', ({ published }) => published.blockLength],
    ['zero fraction', ({ published }) => published.zeroFraction],
    ['published', ({ published }) => published.tailIndex],
    ['with Gaussian tails', ({ published }) => published.gaussianTailIndex],
    ['with α-stable tails', ({ published }) => published.stableTailIndex],
    ['added by tails', ({ published }) => published.added.value],
    ['its error', ({ published }) => published.added.standardError],
    ['added by α-stable tails', ({ published }) => published.addedByStable.value],
    ['its error', ({ published }) => published.addedByStable.standardError],
  ]);
}
