import { type DriftPiece, type Dynamics, expOf, type Noise } from '../../kernel/index.js';
import { symmetricTable } from '../../law/index.js';
import { UserError } from '../../error.js';
import { type Driver, incrementScale } from './driver.js';
import type { Potential } from '../potential/index.js';

/**
 * How time is discretised.
 *
 * euler: x + timeStep (-U'(x)) + increment, observed at grid points only; with timeStep the step size of SGD
 * this is the iteration itself.
 * bridge: Brownian driver only. Drift averaged over the step (Heun), and crossings of an edge between grid
 * points count with the probability of the Brownian bridge; exit times of the continuous process to
 * second order in the drift.
 * implicit: euler with the drift's part divided by 1 + timeStep max(0, U''(x)), one Newton step of the
 * backward scheme (Rosenbrock-Euler): the same to first order, and stable behind walls of any steepness.
 * exact: quadratic potentials only. The exact Ornstein-Uhlenbeck transition, observed at grid points.
 */
export type Scheme = 'euler' | 'bridge' | 'implicit' | 'exact';

/**
 * Largest timeStep times |U''| accepted from schemes that approximate the drift: beyond, a step covers a
 * good part of the relaxation and the discrete process is another one than the continuous (at 2 it is
 * unstable).
 */
export const coarsestStep = 0.5;

/** The scheme that is used when none is named. */
export function defaultScheme(driver: Driver): Scheme {
  return driver.kind === 'brownian' ? 'bridge' : 'euler';
}

export interface Discretisation {
  readonly dynamics: Dynamics;
  readonly noise: Noise;
}

/**
 * The step of the kernel for a potential and driver.
 *
 * @param low - lower end of where paths may be
 * @param high - upper end
 * @throws {UserError} when the time step is not positive or too coarse for the potential, or the scheme
 * does not fit the driver or the potential
 */
export function discretise(
  potential: Potential,
  driver: Driver,
  scheme: Scheme,
  timeStep: number,
  start: number,
  low: number,
  high: number,
): Discretisation {
  const step = stepOf(potential, driver, scheme, timeStep, start, low, high);
  const steepest = steepnessFor(potential, scheme, low, high);
  const implicit = scheme === 'implicit';
  if (!(timeStep * steepest <= coarsestStep)) {
    throw new UserError(
      `The time step ${timeStep} is too coarse for a potential of curvature up to ${steepest}` +
        `${implicit ? ' at its minima and saddles' : ''}: ` +
        `their product must be at most ${coarsestStep}.`,
      steepest < Infinity
        ? `Give a time step of at most ${(coarsestStep / steepest).toPrecision(3)}.`
        : 'Use the scheme "implicit", bound the domain, or use a potential that grows quadratically far out.',
    );
  }
  return step;
}

/** The curvature between `low` and `high` that a scheme's time step has to resolve; 0 where it need not. */
export function steepnessFor(potential: Potential, scheme: Scheme, low: number, high: number): number {
  if (scheme === 'exact') return 0;
  return scheme === 'implicit'
    ? potential.steepestDescent(low, high)
    : potential.steepestCurvature(low, high);
}

/**
 * The same for a time step of any size, however coarse.
 *
 * @throws {UserError} when the time step is not positive, or the scheme does not fit the driver or the
 *   potential
 */
export function stepOf(
  potential: Potential,
  driver: Driver,
  scheme: Scheme,
  timeStep: number,
  start: number,
  low: number,
  high: number,
): Discretisation {
  if (!(timeStep > 0 && timeStep < Infinity)) {
    throw new UserError(
      `The time step is ${timeStep}; it must be positive and finite.`,
      'Give a time step above 0.',
    );
  }
  requireLineDriver(driver);
  if (scheme === 'bridge' && driver.kind !== 'brownian') {
    throw new UserError(
      'The scheme "bridge" was asked for a Lévy driver, whose paths jump between grid points.',
      'Use the scheme "euler", or a Brownian driver.',
    );
  }
  const noise: Noise = { ...noiseOf(driver), bridged: scheme === 'bridge' };
  if (scheme === 'exact') {
    return { dynamics: exactStep(potential, driver, timeStep, start), noise };
  }
  // Where Heun's step looks outside of the domain it sees the drift at the edge go on.
  const drift = driftOf(potential, low, high);
  const implicit = scheme === 'implicit';
  return {
    dynamics: { drift, timeStep, amplitude: stableScale(driver, timeStep), start, implicit },
    noise,
  };
}

/** The drift between `low` and `high`, in as few pieces as possible. */
function driftOf({ pieces, breaks }: Potential, low: number, high: number): DriftPiece[] {
  const drift: DriftPiece[] = [];
  pieces.forEach(({ center, u }, i) => {
    const from = i === 0 ? -Infinity : breaks[i - 1];
    const to = breaks[i] ?? Infinity;
    if (to <= low || from >= high) return;
    const [, linear, quadratic, cubic, quartic] = u;
    const piece: DriftPiece = { from, center, a: [-linear, -2 * quadratic, -3 * cubic, -4 * quartic] };
    const last = drift[drift.length - 1];
    const continues = last?.center === center && piece.a.every((a, k) => a === last.a[k]);
    if (!continues) drift.push(piece);
  });
  return drift;
}

/** How the kernel draws a driver's increments. */
export function noiseOf(driver: Driver): Omit<Noise, 'bridged'> {
  const alpha = driver.kind === 'brownian' ? 2 : driver.alpha;
  return {
    alpha,
    table: symmetricTable(alpha)?.numbers,
    largestIncrement: driver.kind === 'clipped' ? driver.largestIncrement : Infinity,
  };
}

/** Scale of the driver's increment as a stable one; that of index 2 has variance 2. */
export function stableScale(driver: Driver, time: number): number {
  const scale = incrementScale(driver, time);
  return driver.kind === 'brownian' ? scale * Math.SQRT1_2 : scale;
}

/**
 * Refuses what the kernel of the line does not draw; TypeScript does so before, plain JavaScript does not.
 */
function requireLineDriver({ kind }: { readonly kind: string }): void {
  if (kind === 'brownian' || kind === 'levy' || kind === 'clipped') return;
  throw new UserError(
    `The driver "${kind}" is not taken on the line, where drivers are brownian, levy and clipped.`,
    'Use spaceExits or spacePath with separable([potential]), which take every driver in any dimension.',
  );
}

/**
 * X(t) = m + e^(-kt) (X(0) - m) + increment over the time (1 - e^(-alpha k t))/(alpha k), exactly
 * (alpha = 2 for Brownian motion): written as a step with the linear drift that gives this factor.
 */
function exactStep(potential: Potential, driver: Driver, timeStep: number, start: number): Dynamics {
  if (driver.kind === 'clipped') {
    throw new UserError(
      'The scheme "exact" was asked for a clipped driver, which has no law between grid points.',
      'Use the scheme "euler".',
    );
  }
  const [piece] = potential.pieces;
  const curvature = 2 * piece!.u[2];
  if (potential.pieces.length > 1 || piece!.u[3] !== 0 || piece!.u[4] !== 0 || !(curvature > 0)) {
    throw new UserError(
      'The scheme "exact" needs a potential that is one quadratic well.',
      'Use quadraticWell, or the scheme "euler".',
    );
  }
  const alpha = driver.kind === 'brownian' ? 2 : driver.alpha;
  const rate = alpha * curvature;
  const time = (1 - expOf(-rate * timeStep)) / rate;
  const [, slope] = piece!.u;
  const center = piece!.center - slope / curvature;
  const pull = (expOf(-curvature * timeStep) - 1) / timeStep;
  const drift: DriftPiece = { from: -Infinity, center, a: [0, pull, 0, 0] };
  return { drift: [drift], timeStep, amplitude: stableScale(driver, time), start, implicit: false };
}
