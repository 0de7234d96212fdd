import { around, control, intervalVerdict, inWords, type Control } from '../../../evidence/index.js';
import { studentInterval } from '../../../statistics/index.js';
import { variants, type JumpResult } from './jump.js';
import { jumpLevel, later, laterThanSgd, margin } from './parts.js';
import { injectedAlpha, injectedMeans, type NoiseResult } from './run.js';

/** Of controls. */
const usualLevel = 0.95;
/** Averages of stable noise keep their index within this. */
export const indexTolerance = 0.25;

/** Noise whose law is known, measured as the transformer's is; and whether it learns. */
export function noiseControls(results: readonly NoiseResult[]): Control[] {
  const of = (pick: (result: NoiseResult) => number) => studentInterval(results.map(pick), usualLevel);
  const gaussian = of(({ controls }) => controls.gaussian);
  const stable = injectedMeans.map((_, i) => of(({ controls }) => controls.stable[i].tailWeight));
  const change = of(({ controls: { stable: means } }) => means[1].tailIndex - means[0].tailIndex);
  const learning = results.filter(
    ({ looks: seen, letterEntropy }) => seen[seen.length - 1].loss < letterEntropy,
  ).length;
  return [
    control(
      'Gaussian noise of the covariance of the noise is found Gaussian',
      intervalVerdict(gaussian, around(0, margin)) === 'supported',
      inWords(gaussian),
    ),
    control(
      `injected alpha-stable noise (alpha ${injectedAlpha}) is not found Gaussian, averaged or not`,
      stable.every(({ low }) => low > margin),
      stable.map((interval) => inWords(interval, 2)).join(' and '),
    ),
    control(
      `means of ${injectedMeans[1]} numbers of it keep its index`,
      intervalVerdict(change, around(0, indexTolerance)) === 'supported',
      `index changes by ${inWords(change, 2)}`,
    ),
    control(
      'the transformer learns more than the frequencies of letters',
      learning === results.length,
      `${learning} of ${results.length} replicates`,
    ),
  ];
}

/** Runs whose times are known to be alike or not. */
export function jumpControls(results: readonly JumpResult[]): Control[] {
  const again = laterThanSgd(results, 'again', jumpLevel);
  const slow = laterThanSgd(results, 'slow', usualLevel);
  const shown = (interval: typeof again) => (interval ? `log₂ ${inWords(interval, 2)}` : 'a run lacks it');
  const arrived = results.flatMap(({ times }) => Object.values(times).filter((time) => time !== null));
  return [
    control(
      'every run comes to the gain',
      arrived.length === results.length * variants.length,
      `${arrived.length} of ${results.length * variants.length} runs`,
    ),
    control(
      'SGD with other minibatches is not found later',
      again !== undefined && intervalVerdict(again, later) !== 'supported',
      shown(again),
    ),
    control(
      'SGD with half the step size is found later',
      slow !== undefined && intervalVerdict(slow, later) === 'supported',
      shown(slow),
    ),
  ];
}
