import { powOf, square } from '../../kernel/index.js';
import type { Driver } from './driver.js';
import type { Escape } from '../escapeTheory.js';
import { requireInside } from './exit.js';
import { coarsestStep, defaultScheme, type Scheme, steepnessFor } from './scheme.js';

/** Why a time step is no longer than it is. */
export type TimeStepLimit = 'curvature' | 'noise' | 'exit time';

/** A time step for exits, and how far one may go from it. */
export interface ExitTimeStep {
  /** Small enough that its bias is a few percent of the mean exit time at most, most often far less. */
  readonly timeStep: number;
  /** The longest at which the bias can still be measured by refinement and taken off. */
  readonly longest: number;
  /** What sets the longest one. */
  readonly limit: TimeStepLimit;
  /** Beside which the noise of a step is to be small; Infinity where crossings between grid points count. */
  readonly length: number;
}

/** What the two steps, the usual and the longest, may miss. */
interface Tolerance {
  /** Time step times the curvature at minima and where paths part. */
  readonly curvature: number;
  /** Time step times the curvature anywhere: walls far up are seen by few paths, but have to be stable. */
  readonly wall: number;
  /**
   * Noise of one step over the distance: about the relative error of an exit that is seen at grid points
   * only.
   */
  readonly noise: number;
  /** Time step over the time of an exit by noise or drift alone. */
  readonly time: number;
}

const usual: Tolerance = { curvature: 0.05, wall: 0.2, noise: 0.01, time: 1 / 500 };
/** Four times as long a step, as refinement takes it, has to be stable, too. */
const longest: Tolerance = { curvature: 0.1, wall: 0.25, noise: 0.05, time: 1 / 100 };
/** Where the noise would ask for too short a step its bias is larger, and is measured and taken off. */
const mostNoise = { usual: 0.1, longest: 0.2 };

/**
 * A time step for first exits of dX = -U'(X) dt + noise from (low, high), and the longest that is of use.
 *
 * Three things have to be resolved. The drift: the step is short beside the relaxation times in the domain,
 * the shorter the more thermal energies a Brownian path has to climb to leave. The noise: where exits are
 * seen at grid points only, a path that leaves and comes back within a step stays, as if the edges lay
 * farther by about the noise of one step, noiseScale timeStep^(1/alpha) (Broadie, Glasserman and Kou 1997;
 * for Brownian motion the factor is
 * 0.58); that is to be small beside the distance from the start to the edges and, for Brownian motion, beside
 * the length over which the slope at an edge costs one thermal energy. The exit time: the step is short
 * beside the time that noise alone or drift alone takes to an edge, as exits are not dated finer than that.
 *
 * Not for clipped noise, which is another process at every time step.
 *
 * @param escape - what leaves, from a start inside of an interval of which at least one edge is finite
 * @param scheme - default: bridge for a Brownian driver, euler for a Levy driver
 * @throws {UserError} when the start lies outside or both edges are infinite
 */
export function exitTimeStep(escape: Escape, scheme: Scheme = defaultScheme(escape.driver)): ExitTimeStep {
  requireInside(escape);
  const length = scheme === 'bridge' ? Infinity : edgeLength(escape);
  const wider = spread(escape);
  const [shortest, limits] = [
    { ...usual, noise: Math.min(mostNoise.usual, wider * usual.noise) },
    { ...longest, noise: Math.min(mostNoise.longest, wider * longest.noise) },
  ].map((tolerance) => limitsOf(escape, scheme, length, tolerance));
  const [limit, step] = limits.reduce((least, next) => (next[1] < least[1] ? next : least));
  return { timeStep: Math.min(...shortest.map(([, time]) => time)), longest: step, limit, length };
}

/**
 * How much larger a bias may be: near an edge exit times spread widely, so that it is as small beside their
 * error, and for Brownian motion on a grid it is measured well.
 */
function spread({ driver, low, high, start }: Escape): number {
  if (driver.kind === 'brownian') return Infinity;
  const [near, far] = [start - low, high - start].sort((a, b) => a - b);
  return far === Infinity ? 1 : Math.sqrt(far / near);
}

function limitsOf(
  escape: Escape,
  scheme: Scheme,
  length: number,
  { curvature, wall, noise, time }: Tolerance,
): [TimeStepLimit, number][] {
  const { potential, driver, low, high } = escape;
  const settling = potential.steepestDescent(low, high) * slowness(scheme, thermalEnergies(escape));
  // An implicit step is stable behind any wall.
  const steepest = steepnessFor(potential, scheme, low, high);
  // A path that is written down step by step may be looked at outside, too.
  const anywhere = steepnessFor(potential, scheme, -Infinity, Infinity);
  const written = anywhere < Infinity ? coarsestStep / anywhere : Infinity;
  return [
    ['curvature', Math.min(curvature / settling, wall / steepest, written)],
    ['noise', timeOfNoise(driver, noise * length)],
    ['exit time', time * quickestExit(escape)],
  ];
}

/**
 * By how much shorter a step has to be where Brownian motion climbs this many thermal energies. The
 * temperature of a scheme of first order is off by half of time step times curvature, that of Heun's by a
 * quarter of its square, and the exponent of the exit time with it.
 */
function slowness(scheme: Scheme, climb: number): number {
  return scheme === 'bridge' ? Math.sqrt(1 + climb / 4) : 1 + climb;
}

/** Time in which the noise is as large as a length. */
function timeOfNoise(driver: Driver, length: number): number {
  if (length === Infinity) return Infinity;
  return powOf(length / driver.noiseScale, driver.kind === 'brownian' ? 2 : driver.alpha);
}

/** The length beside which the shift of the edges counts: see exitTimeStep. */
function edgeLength({ potential, driver, low, high, start }: Escape): number {
  const alpha = driver.kind === 'brownian' ? 2 : driver.alpha;
  let inverse = 0;
  for (const [edge, outward] of [
    [low, -1],
    [high, 1],
  ]) {
    if (!Number.isFinite(edge)) continue;
    inverse += alpha / (2 * Math.abs(edge - start));
    const slope = Math.max(0, outward * potential.gradient(edge));
    if (driver.kind === 'brownian') inverse += (2 * slope) / square(driver.noiseScale);
  }
  return 1 / inverse;
}

/**
 * How many times noiseScale^2/2 Brownian motion has to climb from the lowest place inside to the lower edge.
 */
function thermalEnergies({ potential, driver, low, high, start }: Escape): number {
  if (driver.kind !== 'brownian') return 0;
  const edges = [low, high].filter(Number.isFinite).map((edge) => potential.value(edge));
  const wells = potential.minima.filter((x) => x > low && x < high).map((x) => potential.value(x));
  const climb = Math.min(...edges) - Math.min(potential.value(start), ...wells);
  return Math.max(0, climb) / (square(driver.noiseScale) / 2);
}

/** The shorter of the times to an edge by noise without drift, and by drift where it leads out. */
function quickestExit({ potential, driver, low, high, start }: Escape): number {
  const alpha = driver.kind === 'brownian' ? 2 : driver.alpha;
  const below = start - low;
  const above = high - start;
  const near = Math.min(below, above);
  const far = Math.max(below, above);
  // Getoor's formula but for its factor 1/Gamma(1 + alpha).
  const reach = far === Infinity ? near : Math.sqrt(near * far);
  const byNoise = powOf(reach / driver.noiseScale, alpha);
  const slope = potential.gradient(start);
  const edge = slope > 0 ? low : high;
  const stops = potential.minima.some(
    (x) => (x - start) * (edge - start) >= 0 && Math.abs(x - start) <= Math.abs(edge - start),
  );
  const byDrift = slope === 0 || stops ? Infinity : Math.abs(edge - start) / Math.abs(slope);
  return Math.min(byNoise, byDrift);
}
