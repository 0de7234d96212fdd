import { stream } from '../../../law/index.js';
import type { CellCost } from '../../claim.js';
import { levy, multiWell, path } from '../../../sde/index.js';
import { upTo } from '../../crossed.js';
import { gaussianIncrements, jumpTest, type JumpTest } from '../../../statistics/index.js';

/** Paths of the equation over a landscape, each tested for jumps against Gaussian surrogates. */

/** One path. */
export type JumpCell = { readonly alpha: number; readonly steps: number; readonly replicate: number };

/** What its test says. */
export type JumpResult = JumpTest & {
  readonly alpha: number;
  readonly replicate: number;
  /** p-values of Gaussian surrogates of the path, each tested in the same way. */
  readonly nullPValues: readonly number[];
  /** Every so many steps of the first replicate's path; empty for the others. */
  readonly places: readonly number[];
};

const noiseScale = 0.2;
export const timeStep = 0.01;
/** With so many the least p-value is 1/100, and p <= 0.05 has a probability of exactly 0.05 by chance. */
const surrogates = 99;
/** Surrogates of a Levy path that are tested themselves. */
const nulls = 2;
/** Points of a path that the figure shows. */
const shownPoints = 500;

/** Three wells: narrow and deep, middle, wide and shallow. */
export const landscape = multiWell([
  { at: -2, level: -1.5 },
  { at: -1.3, level: 0 },
  { at: -0.3, level: -1 },
  { at: 0.7, level: 0 },
  { at: 2.3, level: -0.8 },
]);

/** Core seconds of one step of one surrogate: drawing it and adding up its products. */
const secondsAStep = 2.6e-8;
/** A path and a surrogate of it. */
const bytes = 1 << 23;

/** What a path with its tests takes. */
export function jumpCost({ alpha, steps }: JumpCell): CellCost {
  const tests = 1 + (alpha < 2 ? nulls : 0);
  return { seconds: secondsAStep * steps * surrogates * tests, bytes };
}

/** Runs a cell; numbers are keyed by it. */
export function runPath({ alpha, steps, replicate }: JumpCell, seed: number): JumpResult {
  const streamOf = (purpose: string) => stream(seed, 'levy-jumps', purpose, alpha, replicate);
  const places = path({
    potential: landscape,
    driver: levy(alpha, noiseScale),
    start: landscape.minima[1],
    timeStep,
    steps,
    stream: streamOf('path'),
  });
  const increments = Float64Array.from({ length: steps }, (_, i) => places[i + 1] - places[i]);
  const every = steps / shownPoints;
  return {
    alpha,
    replicate,
    ...jumpTest(increments, surrogates, streamOf('surrogates')),
    nullPValues: upTo(alpha < 2 ? nulls : 0).map((i) => {
      const surrogate = gaussianIncrements(increments, streamOf(`tested surrogate ${i}`));
      return jumpTest(surrogate, surrogates, streamOf(`surrogates of surrogate ${i}`)).pValue;
    }),
    places: replicate === 0 ? [...places].filter((_, i) => i % every === 0) : [],
  };
}
