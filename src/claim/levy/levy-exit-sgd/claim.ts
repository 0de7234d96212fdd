import {
  control,
  decide,
  judged,
  prose,
  statisticOf,
  table,
  type Control,
  type Evidence,
  type Table,
} from '../../../evidence/index.js';
import { logOf } from '../../../kernel/index.js';
import { studentInterval, type Interval } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import { crossed } from '../../crossed.js';
import { exitSgdFigure } from './figure.js';
import { fitForm, forms, formWords, heldOutErrors, type FormName, type MeasuredEscape } from './forms.js';
import { runExitSgdCell, worldAlpha, type ExitSgdCell, type ExitSgdResult, type NoiseWorld } from './run.js';
import { designFor } from '../../designs.js';

/**
 * Do the exit times of SGD follow the Levy law? Forms compete on wells that they have not seen: that of
 * Levy motion, and those of Gaussian noise.
 */

const level = 0.95;
const pairs: readonly (readonly [number, number])[] = [
  [0, 1],
  [2, 3],
  [4, 5],
  [6, 7],
  [8, 9],
];
const designs = {
  smoke: { scales: [0.45], paths: 20 },
  quick: { scales: [0.35, 0.45], paths: 40 },
  paper: { scales: [0.35, 0.4, 0.45, 0.5], paths: 1000 },
} as const;
const worlds: readonly NoiseWorld[] = ['minibatches', 'gaussian', 'stable'];

function plan({ profile, dataset }: Settings): ExitSgdCell[] {
  const { scales, paths } = designFor(designs, profile);
  return crossed({ dataset: [dataset], world: worlds, classes: pairs, scale: scales, paths: [paths] });
}

/** How much worse a form predicts held-out wells than the Levy form. */
interface Contest {
  readonly name: FormName;
  /** Mean squared error of log iterations. */
  readonly error: number;
  /** Logarithm of its mean squared error over that of the Levy form, over groups. */
  readonly behind: Interval;
  readonly slope: number;
}

function contestsOf(escapes: readonly MeasuredEscape[]): Contest[] {
  const errors = forms.map((form) => heldOutErrors(form, escapes));
  const levy = errors[forms.findIndex(({ name }) => name === 'levy')];
  return forms.map((form, f) => ({
    name: form.name,
    error: average(errors[f]),
    behind: studentInterval(
      errors[f].map((error, g) => logOf(error / levy[g])),
      level,
    ),
    slope: fitForm(form, escapes).slope,
  }));
}

/** The form of the least error. */
function winner(contests: readonly Contest[]): Contest {
  return contests.reduce((best, contest) => (contest.error < best.error ? contest : best));
}

function judge(results: readonly ExitSgdResult[]): Evidence {
  const escapesIn = (world: NoiseWorld) =>
    results.filter((result) => result.world === world).flatMap(({ escapes }) => escapes);
  const sgd = escapesIn('minibatches');
  const contests = contestsOf(sgd);
  const gaussian = contestsOf(escapesIn('gaussian'));
  const stable = contestsOf(escapesIn('stable'));
  const others = contests.filter(({ name }) => name !== 'levy');
  return judged({
    verdict: decide(
      others.every(({ behind }) => behind.low > 0),
      others.some(({ behind }) => behind.high < 0),
    ),
    controls: [controlOf('gaussian', winner(gaussian)), controlOf('stable', winner(stable))],
    reason: reasonOf(contests, others),
    statistics: others.map(({ name, behind }) =>
      statisticOf(`log of the mean squared error of ${words(name)} over that of the Lévy form`, behind),
    ),
    figures: [exitSgdFigure(sgd, escapesIn('stable'))],
    tables: [tableOf(sgd.length, contests, gaussian, stable)],
  });
}

function reasonOf(contests: readonly Contest[], others: readonly Contest[]): string {
  const levy = contests.find(({ name }) => name === 'levy')!;
  const nearest = winner(others);
  return prose(
    `On held-out wells the Lévy form misses log iterations by ${rootOf(levy)} (root mean square),`,
    `${words(nearest.name)} by ${rootOf(nearest)}. The best form is ${words(winner(contests).name)}.`,
  );
}

function tableOf(
  escapes: number,
  sgd: readonly Contest[],
  gaussian: readonly Contest[],
  stable: readonly Contest[],
): Table {
  const caption = prose(
    'Forms of the exit time and how well each predicts log iterations of wells that it was not fitted to:',
    `mean squared errors over ${escapes} escapes of SGD, and the same in two worlds of known law.`,
  );
  return table('levy-exit-sgd', caption, sgd, [
    ['form', ({ name }) => formWords[name]],
    ['SGD', ({ error }) => error],
    ['slope fitted', ({ slope }) => slope],
    ['Gaussian noise', (_form, f) => gaussian[f].error],
    [`stable noise (${worldAlpha})`, (_form, f) => stable[f].error],
  ]);
}

/** In a world of known law a form of that law must win. */
function controlOf(world: NoiseWorld, best: Contest): Control {
  const isLevy = best.name === 'levy';
  const index = isLevy ? `, α ${best.slope.toFixed(2)}` : '';
  return control(
    world === 'stable'
      ? `with alpha-stable noise (${worldAlpha}) the Lévy form wins`
      : 'with Gaussian noise a form of Gaussian noise wins',
    isLevy === (world === 'stable'),
    `${words(best.name)} wins with a root mean square error of ${rootOf(best)}${index}`,
  );
}

function rootOf({ error }: Contest): string {
  return Math.sqrt(error).toFixed(2);
}

function words(name: FormName): string {
  return formWords[name].split(':')[0];
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export const levyExitSgd: Claim<ExitSgdCell, ExitSgdResult> = {
  id: 'levy-exit-sgd',
  group: 'levy',
  kind: 'finding',
  title: 'Exit times of SGD: Lévy or Kramers',
  statement: prose(
    'The exit times of SGD from minima of a real loss follow the Lévy law, which depends on the width of',
    'the minimum and on step size and batch size as a power. They do not follow the laws of Gaussian',
    'noise, which depend on the barrier exponentially.',
  ),
  source: prose(
    'arXiv 1912.00018, section 4; arXiv 1906.09069; against it Xie et al. (2002.03495), Mori et al.',
    '(2105.09557)',
  ),
  experiment: prose(
    'Where on a line are the images of two classes? They are projected on the difference of their means,',
    'and their centre is sought with Welsch’s loss, which has two minima and one saddle. SGD draws',
    'minibatches with replacement. It starts at either minimum, where the slope vanishes and the curvature',
    'is positive, and runs until it is beyond the saddle. This is done for five pairs of classes, several',
    'scales of the loss, batch sizes 1 to 8 and step sizes up to 0.4. Width, height, curvatures and noise',
    'of every well are measured. Five forms of the exit time are fitted to the wells of four pairs and',
    'predict those of the fifth, in turn. Two worlds of known law run beside it: Gaussian noise of the',
    'covariance of minibatches, and alpha-stable noise.',
  ),
  rule: prose(
    'A form’s error is its mean squared error of log mean iterations on the held-out pair. For each form',
    'of Gaussian noise, the logarithm of its error over that of the Lévy form gets a Student interval',
    `(${100 * level} %) over the pairs. Supported when all of these intervals lie above 0, refuted when`,
    'one lies below. Undecided otherwise, or when in a world of known law a form of another law has the',
    'least error.',
  ),
  formula:
    'k_{\\text{Lévy}}\\propto b^{\\alpha-1}\\Bigl(\\frac{w}{\\eta\\,\\sigma}\\Bigr)^{\\alpha},' +
    '\\qquad k_{\\text{Kramers}}\\propto\\frac{1}{\\eta}\\,e^{2b\\,\\Delta L/(\\eta\\sigma^2)}',
  deviation: prose(
    'The loss has one parameter, so that its minima, its saddle and the moment of exit are exact. The',
    'exponent of the Lévy form is fitted within 1 to 2. The exponents of the others get a fitted factor,',
    'and the mixing share of Xie et al. is fitted.',
  ),
  needsData: true,
  plan,
  run: runExitSgdCell,
  judge,
};
