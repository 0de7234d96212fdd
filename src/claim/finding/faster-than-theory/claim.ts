import { prose } from '../../../evidence/index.js';
import { leastGain } from '../../brownian/growth.js';
import type { Claim, Settings } from '../../claim.js';
import { upTo } from '../../crossed.js';
import { designFor } from '../../designs.js';
import { fasterCost } from './cost.js';
import { judge, largestPower, leastSpeedUp, level } from './judge.js';
import { runFasterCell, type FasterCell, type FasterResult } from './run.js';
import { targetLoss } from './training.js';

/**
 * Is training far shorter than the Brownian theory says, by which the time grows exponentially with the
 * dimension? The number of weights is varied, and the time to a training loss is measured.
 */

/** Searches for a needle: enough that the exponential is found in all of a thousand made-up runs. */
const needle = { starts: 4, paths: 30 } as const;
const needleDimensions = 8;
const trained = { depth: 3, batchSize: 20 } as const;
/** The networks between which barriers are measured. */
const barrierWidth = 16;

const designs = {
  smoke: {
    widths: [8, 16, 32, 64],
    descentWidths: [8, 16],
    starts: 2,
    sizes: { examples: 200, mostIterations: 3000 },
    barriers: { pairs: 0, examples: 60, images: 3, bandIterations: 40 },
  },
  quick: {
    widths: [8, 16, 32, 64, 128, 256],
    descentWidths: [8, 16, 32],
    starts: 4,
    sizes: { examples: 1000, mostIterations: 5000 },
    barriers: { pairs: 2, examples: 200, images: 5, bandIterations: 400 },
  },
  paper: {
    widths: [8, 16, 32, 64, 128, 256, 512, 1024],
    descentWidths: [8, 16, 32, 64],
    starts: 10,
    sizes: { examples: 10_000, mostIterations: 20_000 },
    barriers: { pairs: 10, examples: 2000, images: 15, bandIterations: 2000 },
  },
} as const;

function plan({ profile, dataset }: Settings): FasterCell[] {
  const { widths, descentWidths, starts, sizes, barriers } = designFor(designs, profile);
  const { pairs, ...band } = barriers;
  return [
    // The longest first.
    ...widths.toReversed().flatMap((width) =>
      upTo(starts).map((start): FasterCell => {
        const descent = descentWidths.some((other) => other === width);
        return { kind: 'training', dataset, width, ...trained, ...sizes, start, descent };
      }),
    ),
    ...upTo(pairs).map(
      (pair): FasterCell => ({
        kind: 'barrier',
        dataset,
        width: barrierWidth,
        ...trained,
        ...sizes,
        pair,
        ...band,
      }),
    ),
    ...upTo(needleDimensions).map(
      (below): FasterCell => ({ kind: 'needle', ...needle, dimension: below + 1 }),
    ),
  ];
}

export const fasterThanTheory: Claim<FasterCell, FasterResult> = {
  id: 'faster-than-theory',
  group: 'finding',
  kind: 'finding',
  title: 'Training is far faster than theory',
  statement: prose(
    'Under the Brownian assumption the time that a search for a minimum needs grows exponentially with the',
    'dimension. Training of networks is far faster than that.',
  ),
  source: 'arXiv 1912.00018, sections 1 and 7; Raginsky, Rakhlin and Telgarsky 2017 (1702.03849)',
  experiment: prose(
    'Fully connected networks of depth 3 and widths 8 to 256 (quick), so 6,416 to 268,800 weights on',
    'images of 28 × 28, are trained by SGD with step size 0.1 and batch size 20, drawn with replacement,',
    `from 4 starts each. The iterations until the training loss (cross-entropy) is ${targetLoss} are`,
    'counted. The narrower networks are trained by gradient descent from the same weights, too. As',
    'control, Brownian search for a needle on a flat floor in 1 to 8 dimensions, whose time is',
    'exponential, goes through the same rule. Barriers between trained networks, on the straight line and',
    'on the nudged elastic band, are a table.',
  ),
  rule: prose(
    'log iterations are fitted over all runs by a + c log d and by a + c d, with d the number of weights.',
    `Supported when the ${100 * level} % interval of c of the first lies below ${largestPower} and the`,
    `second does not win. Refuted when the second wins: c above 0 at ${100 * level} % and an AIC lower by`,
    `more than ${leastGain}. A run that does not arrive counts with the iterations that were run; one in`,
    'the wider half of the networks forbids to support, any forbids to refute. Undecided otherwise, or',
    'when the needle is not found exponential. Beside it: noise speeds training up when the mean log₂',
    `ratio of the iterations of gradient descent over SGD lies above log₂ ${leastSpeedUp} (${100 * level}`,
    '% Student interval over the pairs); it does not when the interval lies below.',
  ),
  formula: '\\log k\\simeq a+c\\,\\log d\\quad\\text{or}\\quad a+c\\,d',
  deviation: prose(
    'The number of weights is varied by the width; what the network learns stays the same. The theory speaks',
    'of the global minimum of the worst loss, training of one loss of a network; so the statement is about',
    'what the theory is worth here, and no contradiction to it.',
  ),
  answers: [
    {
      question: 'motion',
      supported:
        'Training does not take exponentially long in the number of weights, as Brownian search may: wider ' +
        'networks need about as many steps, or fewer.',
      refuted: 'Training takes exponentially long in the number of weights, as Brownian search may.',
    },
    {
      question: 'training',
      part: 'noise speeds training up',
      supported: 'SGD comes to a training loss in fewer steps than gradient descent without noise does.',
      refuted:
        'Gradient descent without noise comes to a training loss in about as few steps as SGD, or fewer; ' +
        'the speed of training is no sign of jumps.',
    },
  ],
  needsData: true,
  plan,
  cost: fasterCost,
  run: runFasterCell,
  judge,
};
