import {
  band,
  line,
  linearAxis,
  logAxis,
  marks,
  prose,
  table,
  type Figure,
  type Panel,
  type Role,
  type Table,
} from '../../../evidence/index.js';
import type { Seen } from '../../network/networkClaim.js';
import { networkWords } from '../../network/publishedNetwork.js';
import { batchSizesOf } from '../averagedExamples.js';
import { placeWords } from '../networks.js';
import { indexAt, riseTo, type Look, type MeasuredNetwork, type Worlds } from './run.js';

type SeenLook = Seen<MeasuredNetwork, Look>;

/** Colours of networks; the second of the usual ones is that of the stable law. */
const roles: readonly Role[] = ['series1', 'series3', 'series4'];
/** The axis of an index: gradient noise and the worlds of known law lie within. */
const axisEnds = [0.5, 2.2] as const;

/** The index at every batch size, and at the largest against the smallest, with what a stable law does. */
export function stableFigures(
  looks: readonly SeenLook[],
  worlds: Worlds,
  level: number,
  mostChange: number,
): Figure[] {
  const largest = batchSizesOf(looks[0].slopes).at(-2)!;
  return [
    {
      name: 'alpha-stable',
      title: 'Does averaging keep the index?',
      caption: prose(
        'Left: the tail index of gradient noise at each batch size, a line a snapshot, beside drawn noise. A',
        `stable law keeps its index: its line is level. Right: the index at b = ${largest} against that at`,
        'b = 2. Stable laws lie in the shaded area.',
      ),
      panels: [growthPanel(looks, worlds, level), changePanel(looks, worlds, level, mostChange)],
    },
  ];
}

function growthPanel(looks: readonly SeenLook[], worlds: Worlds, level: number): Panel {
  const path = (look: Look) => look.slopes.map((_, range) => indexAt(look, range, level).value);
  const places = (look: Look) => batchSizesOf(look.slopes).slice(0, -1);
  return {
    title: 'the index at each batch size',
    x: logAxis('batch size b'),
    y: linearAxis('tail index across minibatches'),
    layers: [
      ...looks.map((look) => {
        const { label, role } = seriesOf(look, looks);
        return line(label, role, places(look), path(look));
      }),
      line('drawn: alpha-stable', 'levy', places(worlds.stable), path(worlds.stable)),
      line('drawn: Gaussian mixture', 'control', places(worlds.mixture), path(worlds.mixture)),
    ],
  };
}

function changePanel(looks: readonly SeenLook[], worlds: Worlds, level: number, mostChange: number): Panel {
  const first = (look: Look) => indexAt(look, 0, level).value;
  const last = (look: Look) => indexAt(look, look.slopes.length - 1, level);
  const groups = [...new Set(looks.map(({ network }) => networkWords(network)))].map((name) =>
    looks.filter(({ network }) => networkWords(network) === name),
  );
  const place = (look: Look) => last(look).value;
  return {
    title: 'the largest batch size against the smallest',
    x: linearAxis('tail index at b = 2', axisEnds),
    y: linearAxis('tail index at the largest b', axisEnds),
    layers: [
      band('a stable law keeps it', 'theory', axisEnds, {
        low: axisEnds.map((index) => index - mostChange),
        high: axisEnds.map((index) => index + mostChange),
      }),
      ...groups.map((own) => {
        const { label, role } = seriesOf(own[0], looks);
        return marks(label, role, own, first, place, last);
      }),
      marks('drawn: alpha-stable', 'levy', [worlds.stable], first, place, last),
      marks('drawn: Gaussian mixture', 'control', [worlds.mixture], first, place, last),
    ],
  };
}

/** Networks of one shape have one colour. */
function seriesOf({ network }: SeenLook, looks: readonly SeenLook[]) {
  const names = [...new Set(looks.map((look) => networkWords(look.network)))];
  const label = networkWords(network);
  return { label, role: roles[names.indexOf(label) % roles.length] };
}

/** The index of every snapshot, its rise, and the contest of laws. */
export function tableOf(looks: readonly SeenLook[], level: number): Table {
  const caption = prose(
    'Gradient noise of single weights across minibatches: its tail index at each batch size, the rise from',
    'the first to the last with its interval, the best law on held-out minibatches, and Vuong’s z of the',
    'stable law against it (rejected below −3.1).',
  );
  return table('alpha-stable', caption, looks, [
    ['network', ({ network, iteration }) => placeWords(network, iteration)],
    ...batchSizesOf(looks[0].slopes)
      .slice(0, -1)
      .map((b, range) => [`index, b = ${b}`, (look: SeenLook) => indexAt(look, range, level).value] as const),
    ['rise', (look) => riseTo(look, look.slopes.length - 1, level).value],
    ['low', (look) => riseTo(look, look.slopes.length - 1, level).low],
    ['high', (look) => riseTo(look, look.slopes.length - 1, level).high],
    ['best law', ({ best }) => best],
    ['z of the stable law', ({ stableZ }) => stableZ],
  ]);
}
