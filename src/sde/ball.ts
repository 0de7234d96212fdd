import { ballExits, mostDimensions, powOf } from '../kernel/index.js';
import type { StreamPosition } from '../law/index.js';
import { UserError } from '../error.js';
import { coarsestStep } from './scheme.js';

export interface BallSettings {
  /** U(x) = curvature |x|^2 / 2; 0 for no drift. */
  readonly curvature: number;
  /** In (0, 2]; 2 is Brownian motion with variance 2 noiseScale^2 t a coordinate. */
  readonly alpha: number;
  readonly noiseScale: number;
  /** isotropic: characteristic function exp(-t |u|^alpha). independent: coordinates each of their own. */
  readonly components: 'isotropic' | 'independent';
  readonly radius: number;
  /** One number a dimension; |start| below the radius. */
  readonly start: readonly number[];
  readonly timeStep: number;
  readonly paths: number;
  readonly firstPath?: number;
  readonly maximalSteps: number;
  readonly stream: StreamPosition;
}

/** Exit times in the order of paths, and 1 where a path had not left. */
export interface BallExits {
  readonly times: Float64Array;
  readonly censored: Uint8Array;
}

/**
 * First exits from a ball around the minimum of a quadratic well in any dimension, dX = -curvature X dt +
 * noiseScale dL, by the Euler scheme, watched at grid points.
 *
 * Path p depends on the stream, p and the settings alone.
 *
 * @throws {UserError} when a setting is out of range, the start lies outside, or the time step is too coarse
 */
export function ballExitTimes(settings: BallSettings): BallExits {
  const { curvature, alpha, noiseScale, components, radius, start, timeStep, paths } = settings;
  const { firstPath = 0, maximalSteps, stream } = settings;
  requireBall(settings);
  const task = {
    start,
    pull: curvature * timeStep,
    amplitude: noiseScale * powOf(timeStep, 1 / alpha),
    radius,
    alpha,
    isotropic: components === 'isotropic',
    limit: maximalSteps,
  };
  const steps = ballExits(task, paths, stream, firstPath);
  return {
    times: steps.map((count) => (count === 0 ? maximalSteps : count) * timeStep),
    censored: Uint8Array.from(steps, (count) => Number(count === 0)),
  };
}

function requireBall(settings: BallSettings): void {
  const { curvature, alpha, noiseScale, radius, start, timeStep, paths, maximalSteps } = settings;
  const square = start.reduce((sum, x) => sum + x * x, 0);
  if (start.length < 1 || start.length > mostDimensions() || !(square < radius * radius)) {
    throw new UserError(
      `The start has ${start.length} coordinates and distance ${Math.sqrt(square)} from the centre; allowed are ` +
        `1 to ${mostDimensions()} coordinates inside the radius ${radius}.`,
      'Start inside the ball.',
    );
  }
  if (!(alpha > 0 && alpha <= 2 && noiseScale > 0 && noiseScale < Infinity)) {
    throw new UserError(
      `The index alpha is ${alpha} and the noise scale ${noiseScale}.`,
      'Give an alpha above 0 and at most 2, and a noise scale above 0.',
    );
  }
  if (!(curvature >= 0 && timeStep > 0 && timeStep * curvature <= coarsestStep)) {
    throw new UserError(
      `The time step ${timeStep} times the curvature ${curvature} must be at most ${coarsestStep}, the step above 0 and the curvature at least 0.`,
      'Give a smaller time step.',
    );
  }
  const counts = [paths, maximalSteps];
  if (!counts.every((count) => Number.isInteger(count) && count >= 1 && count < 2 ** 31)) {
    throw new UserError(
      `Paths and maximal steps are ${counts.join(' and ')}; both must be whole numbers from 1 to 2^31 - 1.`,
      'Give at least one of each.',
    );
  }
}
