import {
  control,
  decide,
  judged,
  plainStatistic,
  prose,
  rangeInWords,
  table,
  type Control,
  type Evidence,
} from '../../../evidence/index.js';
import type { Claim, Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { designFor } from '../../designs.js';
import { imbalanceFigure } from './figure.js';
import {
  classes,
  commonest,
  imbalanceCost,
  inputs,
  runImbalanceCell,
  stepSizes,
  targetLoss,
  type ImbalanceCell,
  type ImbalanceResult,
} from './run.js';

/**
 * Does descent by gradients leave rare classes behind where sign descent does not? Frequencies of words fall
 * like 1/k, and this, not the tails of the noise, is a reason why Adam does better on text: the step of a
 * gradient on a class is in proportion to its frequency. No minibatch is drawn here, so there is no noise.
 */

/** Loss of the rarest tenth under gradient descent over that under sign descent. */
const leastRatio = 2;
/** Starts that have to agree: by chance all do so once in 1024 times. */
const fewestStarts = 10;

const designs = {
  smoke: { starts: fewestStarts },
  quick: { starts: fewestStarts },
  paper: { starts: 40 },
} as const;

function plan({ profile }: Settings): ImbalanceCell[] {
  const { starts } = designFor(designs, profile);
  return crossed({ frequencies: ['heavy-tailed', 'balanced'], start: upTo(starts) });
}

/** Ratios of the rarest tenth's loss, one for each start that arrived by both kinds of descent. */
function ratiosOf(results: readonly ImbalanceResult[]): number[] {
  return results.flatMap(({ gradient, sign }) =>
    gradient && sign ? [gradient.deciles.at(-1)! / sign.deciles.at(-1)!] : [],
  );
}

function judge(results: readonly ImbalanceResult[]): Evidence {
  const unlike = results.filter(({ frequencies }) => frequencies === 'heavy-tailed');
  const alike = results.filter(({ frequencies }) => frequencies === 'balanced');
  const ratios = ratiosOf(unlike);
  const balanced = ratiosOf(alike);
  const above = ratios.filter((ratio) => ratio >= leastRatio).length;
  const enough = ratios.length >= fewestStarts;
  const words = (values: readonly number[]) =>
    values.length === 0 ? 'unknown' : rangeInWords(values, (ratio) => ratio.toFixed(2));
  return judged({
    verdict: decide(enough && above === ratios.length, enough && above === 0),
    open: {
      rule: `the ratio is at least ${leastRatio} in ${above} of ${ratios.length} starts`,
      needs: `agreement of all starts, ${fewestStarts} at least`,
    },
    reason: prose(
      `When the loss over all examples is ${targetLoss}, the loss in the rarest tenth is ${words(ratios)}`,
      'times as high under gradient descent as under sign descent',
      `(${words(balanced)} with balanced classes).`,
    ),
    controls: controlsOf(results, balanced),
    statistics: [
      plainStatistic(
        'loss of the rarest tenth, gradient descent over sign descent, mean over starts',
        mean(ratios),
      ),
      plainStatistic('the same with balanced classes', mean(balanced), 1),
    ],
    figures: [imbalanceFigure(results)],
    tables: [tableOf(results)],
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function controlsOf(results: readonly ImbalanceResult[], balanced: readonly number[]): Control[] {
  const arrived = results.filter(({ gradient, sign }) => gradient && sign).length;
  return [
    control(
      'with balanced classes the two are alike',
      balanced.length > 0 && balanced.every((ratio) => ratio < leastRatio),
      `ratios ${balanced.length === 0 ? 'unknown' : rangeInWords(balanced, (ratio) => ratio.toFixed(2))}`,
    ),
    control(
      'both kinds of descent come down to the target',
      arrived === results.length,
      `${arrived} of ${results.length} starts`,
    ),
  ];
}

function tableOf(results: readonly ImbalanceResult[]) {
  const caption = `Loss in each tenth of the examples when the loss over all of them is ${targetLoss}.`;
  const rows = results.flatMap((result) =>
    (['gradient', 'sign'] as const).map((descent) => ({ ...result, descent, losses: result[descent] })),
  );
  return table('class-imbalance', caption, rows, [
    ['frequencies', ({ frequencies }) => frequencies],
    ['start', ({ start }) => start],
    ['descent', ({ descent }) => descent],
    ['iterations', ({ losses }) => losses?.iterations],
    ['commonest tenth', ({ losses }) => losses?.deciles[0]],
    ['rarest tenth', ({ losses }) => losses?.deciles.at(-1)],
  ]);
}

export const classImbalance: Claim<ImbalanceCell, ImbalanceResult> = {
  id: 'class-imbalance',
  group: 'beyond',
  kind: 'finding',
  title: 'Rare classes, gradient descent and sign descent',
  statement: prose(
    'Where the frequencies of classes are heavy-tailed, gradient descent leaves rare classes behind and',
    'sign descent does not. No noise is needed for it.',
  ),
  source: 'Kunstner, Yadav, Milligan, Schmidt and Bietti 2024, arXiv 2402.19449',
  experiment: prose(
    `Softmax regression on ${classes} classes, each a Gaussian cloud in ${inputs} dimensions. Class k has`,
    `${commonest}/k examples; in the control all classes have equally many. All examples are used in every`,
    `iteration. Gradient descent (step size ${stepSizes.gradient}) and sign descent (${stepSizes.sign})`,
    `start at zero and stop when the loss over all examples is ${targetLoss}. There the loss is taken in`,
    'each tenth of the examples, from the commonest classes to the rarest.',
  ),
  rule: prose(
    'The ratio is the loss in the rarest tenth under gradient descent over that under sign descent, at',
    `equal loss over all examples. Supported when it is at least ${leastRatio} in all starts, refuted when`,
    `it is in none, both with at least ${fewestStarts} starts; undecided otherwise. With balanced classes`,
    `the ratio has to stay below ${leastRatio} in all starts. The target loss and the spread of the clouds`,
    'were chosen in a pilot on two starts of other random numbers.',
  ),
  answers: [
    {
      question: 'training',
      supported: prose(
        'Sign descent, which is near to Adam, does better than gradient descent on rare classes without any',
        'noise: heavy tails of the noise are not needed for it.',
      ),
      refuted: 'Gradient descent does not leave rare classes behind where sign descent does better.',
    },
  ],
  needsData: false,
  plan,
  cost: imbalanceCost,
  run: runImbalanceCell,
  judge,
};
