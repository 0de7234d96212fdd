import { judged, prose, type Evidence } from '../../../evidence/index.js';
import type { Claim, Settings } from '../../claim.js';
import { designFor } from '../../designs.js';
import { indexTolerance, jumpControls, noiseControls } from './controls.js';
import { transformerFigure, transformerTables } from './figure.js';
import { gained, jumpBatchSize, jumpStepSize, type JumpResult } from './jump.js';
import {
  batchSizePart,
  gaussianityPart,
  jumpPart,
  level,
  littleEffect,
  looks,
  margin,
  partNames,
  sameTime,
} from './parts.js';
import { cellsFrom, cost, designs } from './plan.js';
import {
  runTransformerCell,
  trainingBatchSize,
  trainingStepSize,
  type NoiseResult,
  type TransformerCell,
  type TransformerResult,
} from './run.js';
import { heads, tokens, width } from './setUp.js';

/** The first three findings of the paper on the kind of network that people measure today. */

/** The other replicates, where the first leave a part open. */
function extend(results: readonly TransformerResult[], settings: Settings): readonly TransformerCell[] {
  const { most } = designFor(designs, settings.profile);
  const { controls, parts } = judge(results);
  const open = controls.every(({ passed }) => passed) && parts!.some((part) => part.open !== undefined);
  return open ? cellsFrom(results.length / 2, most, settings) : [];
}

const isNoise = (result: TransformerResult): result is NoiseResult => result.kind === 'noise';
const isJump = (result: TransformerResult): result is JumpResult => result.kind === 'jump';

function judge(results: readonly TransformerResult[]): Evidence {
  const [noise, jump] = [results.filter(isNoise), results.filter(isJump)];
  return judged({
    parts: [gaussianityPart(noise), batchSizePart(noise), jumpPart(jump)],
    controls: [...noiseControls(noise), ...jumpControls(jump)],
    figures: [transformerFigure(noise, jump)],
    tables: transformerTables(noise, jump),
  });
}

export const transformerNoise: Claim<TransformerCell, TransformerResult> = {
  id: 'transformer-noise',
  group: 'beyond',
  kind: 'finding',
  title: 'The three findings on a transformer',
  statement: prose(
    'What was found of fully connected and convolutional networks holds for a transformer on text: its',
    'gradient noise is not Gaussian, the batch size has little influence on its tails, and these make the',
    'early gain.',
  ),
  source: 'the findings of arXiv 1901.06053 and 1912.00018; the network is ours',
  experiment: prose(
    `A transformer of one block (${tokens} letters, width ${width}, ${heads} heads) learns to predict the`,
    'next letter of a text that is made by the program: words as frequent as 1/k, as in a language. Batch',
    `sizes are in sequences of ${tokens} predictions. It is trained by SGD (batch size ${trainingBatchSize},`,
    `step size ${trainingStepSize}). At the start, early and late, the noise of fresh minibatches of several`,
    'sizes is measured on single parameters and random directions, drawn once: its tail weight, log of the',
    'root mean square less the mean log size, is 0 for Gaussian noise. In other runs (batch size',
    `${jumpBatchSize}, step size ${jumpStepSize}) the iteration is found at which the loss is ${gained}`,
    'below that of the frequencies of letters: with the noise of minibatches, with Gaussian noise of the',
    'same covariance, with other minibatches and with half the step size, all from one start.',
  ),
  rule: prose(
    'Student’s intervals over replicates, at a level of',
    `${100 * level} % for each part, shared by its intervals and ${looks} looks. (1) A stage and batch size`,
    `is not Gaussian where the mean tail weight of parameters or of directions lies above ${margin}`,
    '(Student’s law of 19 degrees), Gaussian where both lie below. Supported when none is Gaussian and all',
    'are decided, refuted when one is Gaussian. (2) The tail weight at the smallest batch size less that at',
    `the largest: supported inside ±${littleEffect} (Student’s law of 10 degrees) at every stage, refuted`,
    'outside at one. (3) log₂ of the time to the gain with Gaussian noise over that of SGD: supported above',
    `log₂ ${sameTime}, refuted below. The claim is supported when all parts are, refuted when one is. Twice`,
    'the replicates are run (not in profile smoke) where the first leave a part open. Controls: Gaussian',
    `noise of the same covariance lies within ±${margin}; alpha-stable noise lies above, and its means keep`,
    `their index within ±${indexTolerance}; the loss falls below the entropy of letters; all runs come to`,
    'the gain; other minibatches are not found later and half the step size is.',
  ),
  deviation: prose(
    'The tails of means of many predictions are no power law, so that part (2) compares tail weights; the',
    'difference of tail indices stands beside it. The gain is taken from the loss: on text the accuracy',
    'stands still in between.',
  ),
  answers: [
    {
      question: 'noise',
      part: partNames.gaussianity,
      supported: 'The noise of a transformer on text is not Gaussian at any stage and batch size.',
      refuted: 'There are settings in which the noise of a transformer on text is Gaussian.',
    },
    {
      question: 'noise',
      part: partNames.batchSize,
      supported: 'The batch size hardly changes the tails of a transformer’s noise.',
      refuted: 'The batch size changes the tails of a transformer’s noise.',
    },
    {
      question: 'training',
      part: partNames.jump,
      supported:
        'Without the tails of its noise a transformer makes its early gain more than a quarter later.',
      refuted:
        'Without the tails of its noise a transformer makes its early gain no more than a quarter later.',
    },
  ],
  needsData: false,
  plan: (settings) => cellsFrom(0, designFor(designs, settings.profile).replicates, settings),
  extend,
  cost,
  run: (cell, { seed }) => runTransformerCell(cell, seed),
  judge,
};
