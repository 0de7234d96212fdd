import {
  around,
  atLeast,
  control,
  intervalPart,
  intervalVerdict,
  inWords,
  joinVerdicts,
  judged,
  mustFail,
  prose,
  rangeInWords,
  table,
  type ClaimVerdict,
  type Control,
  type Evidence,
  type MeasuredPart,
} from '../../../evidence/index.js';
import { allExamples } from '../../../net/index.js';
import { sharedLevel, studentInterval, weightedLine, type Interval } from '../../../statistics/index.js';
import type { Settings } from '../../claim.js';
import { upTo } from '../../crossed.js';
import { designFor } from '../../designs.js';
import { fullGradient } from '../../framework/freshNoise.js';
import { networkClaim, type Seen } from '../../network/networkClaim.js';
import type { PublishedRun } from '../../network/trainedNetwork.js';
import { growthFigure } from './figure.js';
import { layerSizes, powers, type LayerSizes } from './sizes.js';
import { makeWorlds, type Worlds } from './worlds.js';

/**
 * Does the noise of minibatch gradients grow with the full gradient? Theory of SGD often takes the noise to
 * be of one size (additive), or bounds it by a + c |full gradient|^p (affine variance). Over the snapshots of
 * a training run the size of the noise of single examples is held against the size of the full gradient,
 * layer by layer: the slope of the logarithms is 0 for additive noise and 1 where noise is proportional.
 */

/** Noise grows where the slope of the logarithms lies above this. */
const leastGrowth = 0.1;
/** All intervals of the networks together. */
const level = 0.99;
const proportional = around(1, leastGrowth);
/** Runs in each made-up world. */
const worldRuns = 5;

const designs = {
  smoke: { examples: 500, iterations: [0, 10, 30, 100, 300], replicates: 3 },
  quick: { examples: 2000, iterations: [0, 10, 30, 100, 300, 1000, 2000], replicates: 5 },
  paper: { examples: 20_000, iterations: [0, 10, 30, 100, 300, 1000, 3000, 10_000, 20_000], replicates: 10 },
} as const;
const shape = { width: 16, depth: 3, loss: 'cross-entropy', batchSize: 100 } as const;

function networks({ profile, dataset }: Settings): PublishedRun[] {
  const { examples, iterations, replicates } = designFor(designs, profile);
  return upTo(replicates).map((replicate) => ({
    ...shape,
    dataset,
    examples,
    replicate,
    iterations: [...iterations],
  }));
}

type SeenSizes = Seen<PublishedRun, LayerSizes>;

/** Slope of log noise on log full gradient over the looks of one run. */
function slopeOf(looks: readonly LayerSizes[], power: number): number {
  return weightedLine(
    looks.map(({ gradient }) => gradient),
    looks.map(({ noise }) => noise[power]),
  ).slope.value;
}

/** The mean slope over runs, for a power by its place in `powers`. */
function growthOf(runs: readonly (readonly LayerSizes[])[], power: number, of: number): Interval {
  return studentInterval(
    runs.map((looks) => slopeOf(looks, power)),
    of,
  );
}

function judge(seen: readonly SeenSizes[], worlds: Worlds): Evidence {
  const layers = [...new Set(seen.map(({ layer }) => layer))];
  const own = sharedLevel(layers.length * powers.length, level);
  const runsOf = (layer: string) => {
    const looks = seen.filter((each) => each.layer === layer);
    const replicates = [...new Set(looks.map(({ network }) => network.replicate))];
    return replicates.map((replicate) => looks.filter(({ network }) => network.replicate === replicate));
  };
  const parts = layers.map((layer) => layerPart(layer, runsOf(layer), own));
  const growths = layers.map((layer) => growthOf(runsOf(layer), 0, own).value);
  return judged({
    parts,
    reason: prose(
      'The size of the noise grows like that of the full gradient to the power',
      `${rangeInWords(growths, (growth) => growth.toFixed(2))}, depending on the layer.`,
    ),
    ...(parts.some(({ verdict }) => verdict !== 'supported') && { scope: scopeOf(parts) }),
    controls: controlsOf(worlds),
    figures: [growthFigure(seen)],
    tables: [tableOf(seen)],
  });
}

function layerPart(layer: string, runs: readonly (readonly LayerSizes[])[], own: number): MeasuredPart {
  const growths = powers.map((_, power) => growthOf(runs, power, own));
  return intervalPart(
    layer,
    prose(
      `In ${layer} the size of the noise grows like that of the full gradient to the power`,
      `${growths.map((growth, i) => `${inWords(growth, 2)} (moment ${powers[i]})`).join(' and ')}.`,
    ),
    growths.map((growth, i) => [
      `growth of the noise, moment ${powers[i]}, ${layer}`,
      growth,
      atLeast(leastGrowth),
    ]),
    'runs',
  );
}

/** In which layers noise grows, in which not. */
function scopeOf(parts: readonly MeasuredPart[]): string {
  const named = (verdict: ClaimVerdict, words: string) => {
    const names = parts.filter((part) => part.verdict === verdict).map(({ name }) => name);
    return names.length === 0 ? [] : [`${words} ${names.join(', ')}`];
  };
  return [
    ...named('supported', 'noise grows with the gradient in'),
    ...named('refuted', 'not in'),
    ...named('undecided', 'open in'),
  ].join('; ');
}

function controlsOf({ additive, proportional: growing }: Worlds): Control[] {
  const flat = growthOf(additive, 0, level);
  const steep = growthOf(growing, 0, level);
  return [
    mustFail('noise of one size is found not to grow', flat, atLeast(leastGrowth), `growth ${inWords(flat)}`),
    control(
      'noise as large as the gradient is found to grow like it',
      joinVerdicts([intervalVerdict(steep, proportional)]) === 'supported',
      `growth ${inWords(steep)}`,
    ),
  ];
}

function tableOf(seen: readonly SeenSizes[]) {
  const caption =
    'Logarithms of the sizes of full gradient and noise of single examples, layer by layer over training.';
  return table('noise-growth', caption, seen, [
    ['replicate', ({ network }) => network.replicate],
    ['iteration', ({ iteration }) => iteration],
    ['layer', ({ layer }) => layer],
    ['log size of the full gradient', ({ gradient }) => gradient],
    ...powers.map(
      (p, i) => [`log size of the noise, moment ${p}`, ({ noise }: SeenSizes) => noise[i]] as const,
    ),
  ]);
}

export const noiseGrowth = networkClaim({
  texts: {
    id: 'noise-growth',
    group: 'beyond',
    kind: 'finding',
    title: 'The noise grows with the gradient',
    statement: prose(
      'The noise of minibatch gradients is not of one size: over training it grows and shrinks with the',
      'full gradient, in every layer.',
    ),
    source: prose(
      'Affine variance: Bottou, Curtis and Nocedal 2018 (1606.04838), assumption 4.3; moments below 2: Zhang',
      'et al. 2020 (1912.03194)',
    ),
    experiment: prose(
      `Networks of width ${shape.width} and depth ${shape.depth} are trained by SGD from several starts. At`,
      'frozen weights, from the start until the network fits, the gradient of every example is taken. For',
      'each layer the length of the full gradient is held against the size of the noise of single examples,',
      `(E|noise|^p)^(1/p) for p = ${powers.join(' and ')}.`,
    ),
    rule: prose(
      'In each run the slope of log noise against log gradient over the snapshots says how the noise grows:',
      '0 for noise of one size, 1 for noise in proportion. Its mean over the runs has a Student interval;',
      `all intervals hold together at ${100 * level} %. Supported when all lie above ${leastGrowth}, refuted`,
      'when one lies below; a layer is decided by its own. Controls are made-up gradients with noise of one',
      'size, and with noise in proportion.',
    ),
    formula: '\\mathbb{E}\\,|\\text{noise}|^p \\le a + c\\,|\\nabla F|^p',
    answers: [
      {
        question: 'noise',
        supported: 'Over training, the noise grows and shrinks with the full gradient in every layer.',
        refuted: 'The noise does not grow with the full gradient in every layer.',
      },
    ],
  },
  networks,
  look: (_network, snapshot) => {
    const { source, weights } = snapshot;
    return layerSizes(source, weights, fullGradient(snapshot), allExamples(source.exampleCount));
  },
  worldSizes: () => worldRuns,
  makeWorlds,
  cost: {
    work: (network) => {
      const { examples, iterations, batchSize } = network;
      // The gradients of examples one by one, and the lengths of their layers, take as long as eight passes.
      const passed = iterations[iterations.length - 1] * batchSize + iterations.length * 8 * examples;
      return { ...network, passed, mixed: 0, vectors: 204 };
    },
    worlds: { seconds: 0.5, bytes: 1 << 24 },
  },
  judge,
});
