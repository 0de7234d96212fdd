import { expOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import type { Potential } from '../potential/index.js';
import { gaussNodes, gaussWeights } from './gauss.js';

/**
 * Mean passage times of dX = -U' dt + noiseScale dB as integrals. With V = 2 U/noiseScale^2 all of them are
 * made of N(a, b) = int_a^b dy int_a^y dz exp(V(y) - V(z)), whose exponent is always a difference; the
 * interval is cut into panels on which V changes by little, and the inner integral is carried from
 * panel to panel, so that nothing overflows before the result does.
 *
 * Relative error below 1e-11 where V changes by less than some hundred between its extrema.
 */

/** Change of V over one panel, at most about. */
const panelChange = 1;
/** Panels an interval has at least: keeps polynomials of V smooth on each. */
const fewestPanels = 16;
/** exp(-this) is nothing beside 1. */
const negligible = 45;

/** What is integrated: exponent V and the points where its derivatives jump. */
interface Exponent {
  readonly at: (x: number) => number;
  readonly slope: (x: number) => number;
  readonly breaks: readonly number[];
}

function exponentOf(potential: Potential, noiseScale: number, sign: 1 | -1): Exponent {
  const factor = (2 * sign) / (noiseScale * noiseScale);
  return {
    at: (x) => factor * potential.value(x),
    slope: (x) => factor * potential.gradient(x),
    breaks: [...potential.breaks, ...potential.minima, ...potential.saddles],
  };
}

/** The same function looked at from the other side. */
function mirrored(exponent: Exponent): Exponent {
  return {
    at: (x) => exponent.at(-x),
    slope: (x) => -exponent.slope(-x),
    breaks: exponent.breaks.map((x) => -x),
  };
}

/**
 * Mean time until X, started at `start`, first reaches the point `target`, with nothing to stop it on
 * the other side: (2/noiseScale^2) int_start^target dy int_-inf^y dz exp(2 (U(y) - U(z))/noiseScale^2), or
 * its mirror image when the target is to the left.
 *
 * @throws {UserError} when the noise scale is not positive, or the potential does not confine X on the far
 * side, so that the mean is infinite
 */
export function passageTime(potential: Potential, noiseScale: number, start: number, target: number): number {
  requireNoise(noiseScale);
  if (start === target) return 0;
  const direct = exponentOf(potential, noiseScale, 1);
  const exponent = start < target ? direct : mirrored(direct);
  const [from, to] = start < target ? [start, target] : [-start, -target];
  const bottom = confinement(exponent, from);
  return (2 / (noiseScale * noiseScale)) * nestedIntegral(exponent, bottom, from, to);
}

/**
 * Mean time until X, started at `start`, leaves the interval from `low` to `high`: the integral of Green's
 * function, a sum of positive terms.
 *
 * @throws {UserError} when the noise scale is not positive, the start lies outside, or an edge lies some 700
 * noiseScale^2/2 above the well, where an infinite edge serves
 */
export function exitTimeFromInterval(
  potential: Potential,
  noiseScale: number,
  start: number,
  low: number,
  high: number,
): number {
  requireNoise(noiseScale);
  if (!(low < start && start < high)) {
    throw new UserError(
      `The start ${start} lies outside the interval from ${low} to ${high}.`,
      'Start inside the interval.',
    );
  }
  if (high === Infinity || low === -Infinity) {
    const target = high === Infinity ? low : high;
    return passageTime(potential, noiseScale, start, target);
  }
  const { down, up } = exitSides(potential, noiseScale, start, low, high);
  const turned = exponentOf(potential, noiseScale, -1);
  const left = nestedIntegral(turned, low, low, start);
  const right = nestedIntegral(mirrored(turned), -high, -high, -start);
  const time = (2 / (noiseScale * noiseScale)) * (down * left + up * right);
  if (!Number.isFinite(time)) {
    throw new UserError(
      `The potential rises to ${potential.value(low)} and ${potential.value(high)} at the edges, ` +
        `beyond what double precision holds at noise scale ${noiseScale}.`,
      'Give an infinite edge where the potential is out of reach.',
    );
  }
  return time;
}

/** Probability that X, started at `start`, leaves the interval at its upper end. */
export function exitProbability(
  potential: Potential,
  noiseScale: number,
  start: number,
  low: number,
  high: number,
): number {
  return exitSides(potential, noiseScale, start, low, high).up;
}

/** Probabilities of leaving at either end, each to its own relative precision. */
function exitSides(potential: Potential, noiseScale: number, start: number, low: number, high: number) {
  const exponent = exponentOf(potential, noiseScale, 1);
  const points = panels(exponent, low, high, start);
  const top = Math.max(...points.map(exponent.at));
  let below = 0;
  let above = 0;
  for (let k = 0; k + 1 < points.length; k++) {
    const [left, right] = [points[k], points[k + 1]];
    const weight = panelIntegral(left, right, (x) => expOf(exponent.at(x) - top));
    if (right <= start) below += weight;
    else above += weight;
  }
  return { down: above / (below + above), up: below / (below + above) };
}

/** int_from^to dy int_bottom^y dz exp(V(y) - V(z)), bottom <= from < to. */
function nestedIntegral(exponent: Exponent, bottom: number, from: number, to: number): number {
  const points = panels(exponent, bottom, to, from);
  let total = 0;
  /** int_bottom^p exp(V(p) - V(z)) dz at the left end p of the panel. */
  let carried = 0;
  for (let k = 0; k + 1 < points.length; k++) {
    const [left, right] = [points[k], points[k + 1]];
    const atLeft = exponent.at(left);
    const inner = (y: number) => {
      const atY = exponent.at(y);
      const fresh = panelIntegral(left, y, (z) => expOf(atY - exponent.at(z)));
      return carried * expOf(atY - atLeft) + fresh;
    };
    if (left >= from) total += panelIntegral(left, right, inner);
    carried = inner(right);
  }
  return total;
}

function panelIntegral(left: number, right: number, integrand: (x: number) => number): number {
  const half = (right - left) / 2;
  const middle = (left + right) / 2;
  let sum = 0;
  for (let i = 0; i < gaussNodes.length; i++) {
    sum += gaussWeights[i] * integrand(middle + half * gaussNodes[i]);
  }
  return half * sum;
}

/** Ends of panels from `low` to `high`, `through` among them, fine where V is steep. */
function panels(exponent: Exponent, low: number, high: number, through: number): number[] {
  const inside = exponent.breaks.filter((x) => x > low && x < high);
  const stops = [...new Set([low, ...inside, through, high])].sort((a, b) => a - b);
  const points = [low];
  for (let k = 0; k + 1 < stops.length; k++) {
    const [left, right] = [stops[k], stops[k + 1]];
    // Between breaks V is monotone but for inflections, so that its ends and slopes bound its change.
    const steepness = Math.max(
      ...Array.from({ length: 9 }, (_, i) => Math.abs(exponent.slope(left + ((right - left) * i) / 8))),
    );
    const count = Math.max(fewestPanels, Math.ceil((steepness * (right - left)) / panelChange));
    for (let i = 1; i <= count; i++) points.push(i === count ? right : left + ((right - left) * i) / count);
  }
  return points;
}

/** A point so far to the left that exp(-V) beyond it is nothing. */
function confinement(exponent: Exponent, from: number): number {
  const places = [from, ...exponent.breaks.filter((x) => x < from)];
  const lowest = Math.min(...places.map(exponent.at));
  const leftmost = Math.min(...places);
  for (let reach = 2 ** -10; reach < 2 ** 40; reach *= 1.25) {
    const x = leftmost - reach;
    if (exponent.at(x) - lowest > negligible && exponent.slope(x) < 0) return x;
  }
  throw new UserError(
    'The potential does not rise on the far side of the start, so that the mean passage time is infinite.',
    'Bound the interval on that side: exitTimeFromInterval.',
  );
}

function requireNoise(noiseScale: number): void {
  if (!(noiseScale > 0 && noiseScale < Infinity)) {
    throw new UserError(`The noise scale is ${noiseScale}.`, 'Give a finite noise scale above 0.');
  }
}
