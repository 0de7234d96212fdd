import { stream } from '../../../law/index.js';
import { allExamples, fullyConnected, gradientSource, type Examples } from '../../../net/index.js';
import type { CellContext, CellCost } from '../../claim.js';
import { upTo } from '../../crossed.js';

/**
 * Softmax regression on classes of unlike frequency, trained on all examples at once: by gradient descent,
 * and by sign descent, which moves every weight by the same step (Kunstner et al. 2024, arXiv 2402.19449).
 */

/** Frequencies of the classes: 1/k for class k, or all alike. */
export type Frequencies = 'heavy-tailed' | 'balanced';
export type Descent = 'gradient' | 'sign';

/** One start, with both kinds of descent. */
export type ImbalanceCell = { readonly frequencies: Frequencies; readonly start: number };

/** Losses when the loss over all examples came down to the target; null where it did not. */
type Losses = {
  readonly iterations: number;
  /** Mean loss in each tenth of the examples, from the commonest classes to the rarest. */
  readonly deciles: readonly number[];
} | null;

export type ImbalanceResult = ImbalanceCell & Readonly<Record<Descent, Losses>>;

export const classes = 40;
/** Examples of the commonest class where frequencies fall like 1/k. */
export const commonest = 100;
export const inputs = 60;
/** Spread of the examples around the mean of their class, whose numbers have spread 1. */
const spread = 1;
/** The loss over all examples at which the classes are compared. */
export const targetLoss = 0.5;
export const stepSizes: Readonly<Record<Descent, number>> = { gradient: 1, sign: 0.001 };
export const mostIterations = 5000;
const deciles = 10;

/** Core seconds of an iteration on a server of 2022, and about how many it takes together. */
const secondsAnIteration = 4e-4;
const usualIterations = 1000;
const bytes = 1 << 24;

/** What a cell takes. */
export function imbalanceCost(): CellCost {
  return { seconds: secondsAnIteration * usualIterations, bytes };
}

/** How many examples each class has, from the commonest to the rarest. */
export function classCounts(frequencies: Frequencies): number[] {
  const unlike = upTo(classes).map((k) => Math.max(1, Math.round(commonest / (k + 1))));
  if (frequencies === 'heavy-tailed') return unlike;
  const all = unlike.reduce((sum, count) => sum + count, 0);
  return unlike.map(() => Math.ceil(all / classes));
}

/** Examples around the mean of their class, in the order of the classes. */
function drawExamples({ frequencies, start }: ImbalanceCell, seed: number): Examples {
  const labels = Uint8Array.from(
    classCounts(frequencies).flatMap((count, k) => Array<number>(count).fill(k)),
  );
  const means = stream(seed, 'class imbalance', 'means', start).normals(classes * inputs);
  const around = stream(seed, 'class imbalance', 'examples', frequencies, start).normals(
    labels.length * inputs,
  );
  const unit = Math.sqrt(inputs);
  const values = Float32Array.from(
    around,
    (noise, i) => (means[labels[Math.floor(i / inputs)] * inputs + (i % inputs)] + spread * noise) / unit,
  );
  return { count: labels.length, inputs: values, labels };
}

/** Runs both kinds of descent on the same examples, from weights of zero. */
export function runImbalanceCell(cell: ImbalanceCell, { seed }: CellContext): ImbalanceResult {
  const network = fullyConnected({ depth: 1, width: 1, inputs, classes });
  const source = gradientSource(network, drawExamples(cell, seed), 'cross-entropy');
  return { ...cell, gradient: descend(source, 'gradient'), sign: descend(source, 'sign') };
}

function descend(source: ReturnType<typeof gradientSource>, descent: Descent): Losses {
  const everything = allExamples(source.exampleCount);
  const weights = new Float32Array(source.parameterCount);
  const gradient = new Float32Array(source.parameterCount);
  const step = stepSizes[descent];
  for (let iterations = 0; iterations < mostIterations; iterations++) {
    const loss = source.gradient(weights, everything, gradient);
    if (loss <= targetLoss) {
      const edge = (i: number) => Math.round((i * everything.length) / deciles);
      return {
        iterations,
        deciles: upTo(deciles).map((i) => source.loss(weights, everything.subarray(edge(i), edge(i + 1)))),
      };
    }
    for (let i = 0; i < weights.length; i++) {
      weights[i] -= step * (descent === 'gradient' ? gradient[i] : Math.sign(gradient[i]));
    }
  }
  return null;
}
