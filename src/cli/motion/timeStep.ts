import { powOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import { coarsestStep, type Escape, exitTimeStep, type ExitTimeStep, type Scheme } from '../../sde/index.js';

/**
 * What steps are for: exits are biased by what a step misses; the steps of a walk only have to resolve the
 * drift.
 */
export type Purpose = 'exits' | 'walk';

/** Time step of a walk times the steepest curvature. */
const resolution = 0.05;
/** Steps that a free walk takes, on average, to cross its domain. */
const freeSteps = 2000;

/** The time step of a walk, or of clipped noise, where none is given. */
export function walkStep({ potential, driver, low, high }: Escape): number {
  const steepest = potential.steepestCurvature(low, high);
  if (steepest > 0) return resolution / steepest;
  const alpha = driver.kind === 'brownian' ? 2 : driver.alpha;
  const width = Number.isFinite(high - low) ? (high - low) / 2 : 1;
  return powOf(width / driver.noiseScale, alpha) / freeSteps;
}

/**
 * The time step of exits: the one that is given, or one that is small enough.
 *
 * @throws {UserError} when the one that is given is too coarse, or there is nothing to leave
 */
export function exitStep(escape: Escape, scheme: Scheme, given: number | undefined): number {
  const advice = exitTimeStep(escape, scheme);
  if (given === undefined) return advice.timeStep;
  if (given <= advice.longest) return given;
  throw new UserError(
    `The time step ${given} is too coarse: ${reason(advice, escape, given)}.`,
    `Give --time-step up to ${rounded(advice.longest)}, ` +
      `or leave it out: ${rounded(advice.timeStep)} is used then.`,
  );
}

function reason({ limit, length }: ExitTimeStep, { potential, driver, low, high }: Escape, step: number) {
  switch (limit) {
    case 'curvature': {
      const rate = Math.max(potential.steepestDescent(low, high), potential.steepestCurvature(low, high) / 4);
      return (
        `paths settle in the potential within about ${shown(1 / rate)}, ` +
        'and a step has to be much shorter'
      );
    }
    case 'noise': {
      const alpha = driver.kind === 'brownian' ? 2 : driver.alpha;
      const noise = driver.noiseScale * powOf(step, 1 / alpha);
      return (
        `its noise moves a path by about ${shown(noise)}, and exits that come back within a step go unseen ` +
        `unless that is small beside ${shown(length)}, the way to the edges and up their slopes`
      );
    }
    case 'exit time':
      return (
        'noise or drift alone takes a path out within a few such steps, ' +
        'and an exit time is known only up to a step'
      );
  }
}

/**
 * Refuses a step size of SGD that is too large for the potential.
 *
 * @throws {UserError}
 */
export function requireSgdStep({ potential, low, high }: Escape, scheme: Scheme, stepSize: number): void {
  const steepest = potential.steepestCurvature(low, high);
  if (scheme === 'implicit' || scheme === 'exact' || stepSize * steepest <= coarsestStep) return;
  throw new UserError(
    `The step size ${stepSize} is too coarse for a potential of curvature up to ${shown(steepest)}: ` +
      `their product must be at most ${coarsestStep}; from 2 on SGD is thrown out by its own steps.`,
    steepest < Infinity
      ? `Give --step-size up to ${rounded(coarsestStep / steepest)}.`
      : 'Bound the domain, or use a potential that grows quadratically far out.',
  );
}

/** Two digits. Not by src/report, which takes threads half a second to load. */
function shown(value: number): string {
  return String(Number(value.toPrecision(2)));
}

/** Two digits, never above the value itself. */
function rounded(value: number): string {
  const [digits, exponent] = value.toExponential().split('e');
  return String(Number(`${Math.floor(10 * Number(digits)) / 10}e${exponent}`));
}
