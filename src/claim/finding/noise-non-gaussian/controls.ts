import { control, type Control } from '../../../evidence/index.js';
import { normalQuantile } from '../../../law/index.js';
import { publishedVerdict, scoredAlpha } from '../../network/publishedTails.js';
import { heavyFrom, togetherLevel } from '../../network/tailWeights.js';
import type { KnownNoise, KnownWorlds } from './run.js';
import type { Setting } from './setting.js';
import { directionNames } from './parts.js';

/** Worlds in which the answer is known, and the interval on Gaussian noise of the measured covariance. */

/** A control of honest intervals fails once in a thousand runs. */
const falseAlarm = 0.001;
/** The jackknife's variance of a few hundred minibatches is short by up to a tenth. */
const jackknifeShort = 1.1;

/** Gaussian noise must be found Gaussian, alpha-stable noise heavy, and intervals must hold. */
export function controlsOf({ gaussian, stable }: KnownWorlds, settings: readonly Setting[]): Control[] {
  return [
    ...weightControls('Gaussian noise of many scales is found Gaussian', gaussian, ({ high }) => {
      return high < heavyFrom;
    }),
    ...weightControls(`α-stable noise (${scoredAlpha}) is found heavier than Gaussian`, stable, ({ low }) => {
      return low > heavyFrom;
    }),
    publishedControl('Gaussian noise is found not to owe the published index to tails', gaussian, 'refuted'),
    publishedControl('α-stable noise is found to owe the published index to tails', stable, 'supported'),
    honestControl(settings),
  ];
}

function weightControls(
  name: string,
  { tailWeights }: KnownNoise,
  passes: (weight: KnownNoise['tailWeights'][number]) => boolean,
): Control[] {
  return tailWeights.map((weight) => {
    const { excess, low, high } = weight;
    const value = `excess ${excess.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
    return control(`${name} on ${directionNames[weight.direction]}`, passes(weight), value);
  });
}

function publishedControl(
  name: string,
  { published }: KnownNoise,
  expected: 'supported' | 'refuted',
): Control {
  const found = publishedVerdict(published, togetherLevel);
  const { added, addedByStable } = published;
  const value = `tails add ${added.value.toFixed(3)}, α-stable ones ${addedByStable.value.toFixed(3)}`;
  return control(name, found === expected, value);
}

/**
 * Gaussian noise of the measured covariance has no excess, so its excess in standard errors is standard
 * normal, whatever hangs together. Squares are too large where the interval takes dependent columns for
 * independent.
 */
function honestControl(settings: readonly Setting[]): Control {
  const { length } = settings;
  const mean = settings.reduce((sum, { gaussianZ }) => sum + gaussianZ * gaussianZ, 0) / length;
  const limit = jackknifeShort * meanSquareQuantile(1 - falseAlarm, length);
  return control(
    'Intervals hold for Gaussian noise of the measured covariance',
    mean <= limit,
    `mean square of its excess in standard errors ${mean.toFixed(2)}, at most ${limit.toFixed(2)}`,
  );
}

/** Quantile of the mean of so many squares of standard normal numbers (Wilson and Hilferty). */
function meanSquareQuantile(p: number, count: number): number {
  const variance = 2 / (9 * count);
  const root = 1 - variance + normalQuantile(p) * Math.sqrt(variance);
  return root * root * root;
}
