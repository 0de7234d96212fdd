import { expOf, logOf, square } from '../../../kernel/index.js';
import { draw, stable, stream, type Stream } from '../../../law/index.js';
import { addCounts, countExits, meanExitTime } from '../../../sde/index.js';
import type { CellContext } from '../../claim.js';
import type { MeasuredEscape } from './forms.js';
import { onGrid, quasiPotential, welschLocation, type WelschLocation } from '../../well/welschLocation.js';

/**
 * SGD in the two wells of a loss of real images (welschLocation.ts), from each minimum until it is beyond
 * the saddle: with minibatches, and in two worlds of known law, Gaussian noise of the covariance of
 * minibatches and alpha-stable noise.
 */

export type NoiseWorld = 'minibatches' | 'gaussian' | 'stable';

/** One loss: two classes, and the scale of Welsch's loss. */
export type ExitSgdCell = {
  readonly dataset: string;
  readonly classes: readonly [number, number];
  readonly scale: number;
  readonly world: NoiseWorld;
  readonly paths: number;
};

export type ExitSgdResult = { readonly world: NoiseWorld; readonly escapes: readonly MeasuredEscape[] };

export const worldAlpha = 1.5;
/**
 * Scale of the stable noise of one example over the root of the height: exits take tens to thousands of
 * iterations.
 */
const worldScale = 0.5;
/**
 * In the stable world a wall stands so many widths behind the minimum: the force of Welsch's loss fades
 * out there, and a jump that is thrown out of its reach would not come back.
 */
const wall = 0.6;
const batchSizes = [1, 2, 4, 8];
/** Quasi-potentials times batch size over step size, which set the step sizes. */
const exponents = [2, 3.5, 5, 6.5];
/** Larger steps would not follow the slope. */
const largestStep = 0.4;
const mostIterations = 200_000;
/** Draws at a time. */
const block = 2048;

/** Escapes from both wells, for every batch size and step size. */
export function runExitSgdCell(cell: ExitSgdCell, context: CellContext): ExitSgdResult {
  const { classes, scale, world, paths } = cell;
  const location = welschLocation(context.dataset(cell.dataset), classes, scale);
  const escapes: MeasuredEscape[] = [];
  for (const minimum of [location.minimum, location.deeper]) {
    const well = { ...location, minimum };
    const facts = factsOf(well, world);
    for (const batchSize of batchSizes) {
      for (const exponent of exponents) {
        const stepSize = (facts.quasiPotential * batchSize) / exponent;
        if (stepSize > largestStep) continue;
        const key = [...classes, scale, world, minimum === location.minimum ? 0 : 1, batchSize, exponent];
        const noise = noiseOf(
          world,
          well,
          facts.noise,
          batchSize,
          stream(context.seed, 'levy-exit-sgd', ...key),
        );
        const back = world === 'stable' ? wall * facts.width : Infinity;
        const logIterations = logOf(meanIterations(well, stepSize, paths, back, noise));
        escapes.push({ group: classes.join(' and '), ...facts, batchSize, stepSize, logIterations });
      }
    }
  }
  return { world, escapes };
}

function factsOf(well: WelschLocation, world: NoiseWorld) {
  const { grid, minimum, saddle } = well;
  const at = (values: Float64Array, place: number) => onGrid(grid, values, place);
  const slopeOfSlope = (place: number) => {
    const h = 4 * grid.step;
    return (at(grid.slope, place + h) - at(grid.slope, place - h)) / (2 * h);
  };
  const height = at(grid.loss, saddle) - at(grid.loss, minimum);
  return {
    width: Math.abs(saddle - minimum),
    height,
    lossAtMinimum: at(grid.loss, minimum),
    lossAtSaddle: at(grid.loss, saddle),
    curvature: slopeOfSlope(minimum),
    saddleCurvature: -slopeOfSlope(saddle),
    noise: world === 'stable' ? worldScale * Math.sqrt(height) : Math.sqrt(at(grid.variance, minimum)),
    quasiPotential: quasiPotential(well),
  };
}

/** The gradient of a step at a place, noise and all. */
type StepGradient = (place: number) => number;

function noiseOf(
  world: NoiseWorld,
  well: WelschLocation,
  scaleOfOne: number,
  batchSize: number,
  source: Stream,
): StepGradient {
  const { grid, places } = well;
  switch (world) {
    case 'minibatches': {
      const slope = exampleSlope(well.scale);
      const next = blocks((n) => source.integers(n, places.length));
      return (place) => {
        let sum = 0;
        for (let i = 0; i < batchSize; i++) sum += slope(place - places[next()]);
        return sum / batchSize;
      };
    }
    case 'gaussian': {
      const next = blocks((n) => source.normals(n));
      return (place) =>
        onGrid(grid, grid.slope, place) + Math.sqrt(onGrid(grid, grid.variance, place) / batchSize) * next();
    }
    case 'stable': {
      const scale = scaleOfOne * expOf(-(1 - 1 / worldAlpha) * logOf(batchSize));
      const law = stable({ alpha: worldAlpha, scale });
      const next = blocks((n) => draw(law, n, source));
      return (place) => onGrid(grid, grid.slope, place) + next();
    }
  }
}

function blocks(drawn: (n: number) => Float64Array | Uint32Array): () => number {
  let values = drawn(block);
  let used = 0;
  return () => {
    if (used === block) {
      values = drawn(block);
      used = 0;
    }
    return values[used++];
  };
}

/** Slope of one example's loss at a distance from it: u/s^2 exp(-u^2/(2 s^2)), from a table. */
function exampleSlope(scale: number): (distance: number) => number {
  const [reach, points] = [8, 4000];
  const values = Float64Array.from({ length: points + 2 }, (_, i) => {
    const u = (i * reach * scale) / points;
    return (u / (scale * scale)) * expOf(-square(u / scale) / 2);
  });
  const perUnit = points / (reach * scale);
  return (distance) => {
    const place = Math.abs(distance) * perUnit;
    if (place >= points) return 0;
    const i = Math.floor(place);
    const value = values[i] + (place - i) * (values[i + 1] - values[i]);
    return distance < 0 ? -value : value;
  };
}

function meanIterations(
  { minimum, saddle }: WelschLocation,
  stepSize: number,
  paths: number,
  back: number,
  gradient: StepGradient,
): number {
  const upward = saddle > minimum;
  const times = new Float64Array(paths);
  const censored = new Uint8Array(paths);
  for (let p = 0; p < paths; p++) {
    let mu = minimum;
    let k = 0;
    while (k < mostIterations && (upward ? mu < saddle : mu > saddle)) {
      mu -= stepSize * gradient(mu);
      mu = upward ? Math.max(mu, minimum - back) : Math.min(mu, minimum + back);
      k++;
    }
    times[p] = k;
    censored[p] = Number(upward ? mu < saddle : mu > saddle);
  }
  return meanExitTime(addCounts([countExits({ times, censored })])).mean;
}
