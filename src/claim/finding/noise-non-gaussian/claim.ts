import { judged, percent, prose, type Evidence } from '../../../evidence/index.js';
import type { Settings } from '../../claim.js';
import { scoredAlpha, tailShares } from '../../network/publishedTails.js';
import { networkClaim } from '../../network/networkClaim.js';
import { heavyFrom, noiseDirections, togetherLevel } from '../../network/tailWeights.js';
import { controlsOf } from './controls.js';
import { noiseBesides, noiseWork, worldsCost } from './cost.js';
import { publishedFigure, publishedTable, weightFigure, weightTable } from './figure.js';
import { firstMinibatches, measuredSizes, mostMinibatches, noiseGrid } from './grid.js';
import { directionPart, publishedName, publishedPart, scopeOf } from './parts.js';
import { lookAtNoise, runKnownWorlds, type KnownWorlds } from './run.js';
import { settingsOf, type SeenNoise } from './setting.js';

/**
 * Is gradient noise non-Gaussian in every setting? Its tail weight by stage of training, batch size and
 * direction; beside it, whether the published tail index comes from tails at all.
 */

function judge(
  seen: readonly SeenNoise[],
  worlds: KnownWorlds,
  { dataset, furtherDatasets = [] }: Settings,
): Evidence {
  const settings = settingsOf(seen);
  return judged({
    parts: noiseDirections.map((direction) => directionPart(settings, direction)),
    asides: [publishedPart(seen)],
    controls: controlsOf(worlds, settings),
    scope: scopeOf(settings),
    figures: [weightFigure(settings, [dataset, ...furtherDatasets].join(' and ')), publishedFigure(seen)],
    tables: [weightTable(settings), publishedTable(seen)],
  });
}

export const noiseNonGaussian = networkClaim({
  texts: {
    id: 'noise-non-gaussian',
    group: 'finding',
    kind: 'finding',
    title: 'Gradient noise is not Gaussian',
    statement: prose(
      'The noise of minibatch gradients is not Gaussian: its tail index lies clearly below 2 in every',
      'setting.',
    ),
    source: prose(
      'Simsekli, Sagun, Gurbuzbalaban (2019), arXiv 1901.06053, section 4;',
      'Simsekli et al., arXiv 1912.00018',
    ),
    experiment: prose(
      'Bias-free ReLU networks, and from profile paper on the AlexNet variant, are trained as the authors',
      'did, by plain SGD (step size 0.1, fixed order; from paper on halved at one third and at two',
      'thirds). At frozen weights (at initialisation, early, at the end of training) the gradient of every',
      'example is taken on single parameters and on random directions, each drawn at random. A minibatch',
      `is the mean of b examples that are drawn with replacement, for b = ${measuredSizes.join(', ')}. The`,
      'tail weight of a column of minibatches is log(root mean square) less the mean of log(size); its',
      'excess is the mean over columns less what Gaussian noise of the same covariance has; sizes above',
      'ten medians of their column count as these. It is 0 for a Gaussian law, 0.03 for Student’s law of',
      '19 degrees, 0.14 for that of 5, and 0.35 for the α-stable law of index 1.5. Beside it, the',
      'published statistic is taken of one pass over the examples, and of the same gradients with other',
      'tails: in every parameter the values keep their ranks and their median size, and get Gaussian',
      `normal scores or draws of an α-stable law (${scoredAlpha}) in their place.`,
    ),
    formula:
      '\\frac{1}{\\hat\\alpha} = \\frac{1}{\\log K_1}\\left(' +
      '\\frac{1}{K_2}\\sum_{i=1}^{K_2}\\log|Y_i| - ' +
      '\\frac{1}{K}\\sum_{i=1}^{K}\\log|X_i|\\right),\\qquad Y_i = \\sum_{j=1}^{K_1} X_{j+(i-1)K_1}',
    rule: prose(
      'A setting is one network at one stage, with one batch size, in one direction. Its noise is heavier',
      `than Gaussian when the whole interval of its excess tail weight lies above ${heavyFrom}, and`,
      'Gaussian when it lies below. The interval is a jackknife over minibatches, all columns of a',
      `minibatch together. Minibatches are doubled from ${firstMinibatches} up to ${mostMinibatches} (in`,
      'smoke to half of these) until the interval lies on one side; the level is shared so that all looks',
      `at all settings hold together with ${percent(togetherLevel, 0)}. Each direction is supported when`,
      'every setting is heavier, refuted when any is Gaussian, else undecided; the claim is supported when',
      'both directions are, refuted when one is. (Listed statistics have the interval of their setting',
      'alone.) The published index is judged apart: at a setting it comes from tails when these add, above',
      `Gaussian tails and in 1/α, more than ${percent(tailShares.clear, 0)} of what α-stable tails would;`,
      `it does not when they add less than ${percent(tailShares.none, 0)} (intervals over minibatches, of`,
      `which all hold together with ${percent(togetherLevel, 0)}) and α-stable tails would add something.`,
      'Supported when it does in every setting, refuted when it does not in any one. A failed control',
      'makes the claim undecided.',
    ),
    deviation: prose(
      'The authors judge by the published statistic alone, and measure the batch size that they train',
      'with. Their training stops at 100 % training accuracy; ours runs for a fixed number of iterations,',
      'and the table has its accuracy. Profiles below paper use the first examples of the training set',
      'only.',
    ),
    answers: [
      {
        question: 'noise',
        supported: 'The noise of minibatch gradients is not Gaussian in any setting that was measured.',
        refuted: 'In some settings the noise of minibatch gradients is Gaussian.',
      },
      {
        question: 'published-number',
        part: publishedName,
        supported: prose(
          'The published tail index comes from the tails of the noise: with Gaussian tails in every',
          'parameter it is clearly nearer to 2.',
        ),
        refuted: prose(
          'The published tail index does not show heavy tails: noise with Gaussian tails in every',
          'parameter, of the same sizes and dependence, has nearly the same index.',
        ),
      },
    ],
  },
  networks: noiseGrid,
  look: lookAtNoise,
  // Gaussian noise has to be found, in every profile.
  worldSizes: (settings) => ({ ...noiseGrid(settings)[0].tails, most: mostMinibatches }),
  makeWorlds: runKnownWorlds,
  cost: { work: noiseWork, besides: noiseBesides, worlds: worldsCost },
  judge,
});
