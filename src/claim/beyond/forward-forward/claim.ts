import {
  control,
  joinVerdicts,
  judged,
  percent,
  prose,
  type Control,
  type Evidence,
} from '../../../evidence/index.js';
import type { Claim, Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { designFor } from '../../designs.js';
import { forwardForwardCost } from './cost.js';
import { forwardForwardFigure, forwardForwardTable } from './figure.js';
import { falseAlarm, leastShare, looks, margins, partsOf, scopeOf } from './parts.js';
import {
  measuredBatchSize,
  runForwardForwardCell,
  type ForwardForwardCell,
  type ForwardForwardResult,
  type ForwardForwardRun,
  type Method,
} from './run.js';
import { worldControls } from './worlds.js';

/**
 * Training without gradient descent as a contrast: is the noise of Forward-Forward's updates, which nothing
 * propagates back, nearer to Gaussian than that of back-propagated gradients?
 */

const methods: readonly Method[] = ['forward-forward', 'back-propagation'];
/** In worlds of known noise projections may be off by twice their margin, five times their error. */
const worldMargins = { coordinates: margins.coordinates, projections: 2 * margins.projections };
/** Back-propagation passes an accuracy within an iteration or two, and looking costs it little. */
const lookEvery = 1;

const designs = {
  smoke: {
    examples: 300,
    width: 32,
    accuracies: [0.5],
    forwardLookEvery: 10,
    mostIterations: 500,
    replicates: 3,
    minibatches: 100,
    coordinates: 1000,
    directions: 40,
  },
  quick: {
    examples: 600,
    width: 32,
    accuracies: [0.8, 0.9],
    forwardLookEvery: 10,
    mostIterations: 2000,
    replicates: 10,
    minibatches: 200,
    coordinates: 2000,
    directions: 50,
  },
  paper: {
    examples: 5000,
    width: 64,
    accuracies: [0.6, 0.8, 0.9, 0.95],
    forwardLookEvery: 50,
    mostIterations: 50_000,
    replicates: 12,
    minibatches: 1000,
    coordinates: 5000,
    directions: 200,
  },
} as const;

function cellsOf({ profile, dataset }: Settings, replicates: readonly number[]): ForwardForwardCell[] {
  const { forwardLookEvery, ...design } = designFor(designs, profile);
  const { examples, width, accuracies, mostIterations, minibatches, coordinates, directions } = design;
  return crossed({ replicate: replicates, method: methods }).map(
    (run): ForwardForwardCell => ({
      kind: 'network',
      dataset,
      ...run,
      lookEvery: run.method === 'forward-forward' ? forwardLookEvery : lookEvery,
      examples,
      width,
      accuracies,
      mostIterations,
      minibatches,
      coordinates,
      directions,
    }),
  );
}

function plan(settings: Settings): ForwardForwardCell[] {
  const { replicates } = designFor(designs, settings.profile);
  return [{ kind: 'worlds' }, ...cellsOf(settings, upTo(replicates))];
}

/** As many replicates again where the first ones leave the claim open. */
function extend(results: readonly ForwardForwardResult[], settings: Settings): ForwardForwardCell[] {
  const { replicates, accuracies } = designFor(designs, settings.profile);
  // smoke is to be over in seconds.
  if (settings.profile === 'smoke' || results.length > plan(settings).length) return [];
  const verdicts = partsOf(runsOf(results), accuracies).map(({ verdict }) => verdict);
  if (joinVerdicts(verdicts) !== 'undecided') return [];
  return cellsOf(
    settings,
    upTo(replicates).map((replicate) => replicates + replicate),
  );
}

function runsOf(results: readonly ForwardForwardResult[]): ForwardForwardRun[] {
  return results.filter((result) => result.kind === 'network');
}

function judge(results: readonly ForwardForwardResult[], { profile }: Settings): Evidence {
  const runs = runsOf(results);
  const { accuracies } = designFor(designs, profile);
  const parts = partsOf(runs, accuracies);
  const scope = scopeOf(parts);
  return judged({
    parts,
    ...(scope !== undefined && { scope }),
    controls: [
      ...results.flatMap((result) =>
        result.kind === 'worlds' ? worldControls(result.worlds, worldMargins) : [],
      ),
      learningControl(runs, accuracies),
    ],
    figures: [forwardForwardFigure(runs)],
    tables: [forwardForwardTable(runs)],
  });
}

function learningControl(runs: readonly ForwardForwardRun[], accuracies: readonly number[]): Control {
  const reaching = accuracies.map((_, k) => runs.filter(({ snapshots }) => snapshots.length > k).length);
  return control(
    `At least ${percent(leastShare, 0)} of the runs learn`,
    reaching[0] >= leastShare * runs.length,
    accuracies
      .map((accuracy, k) => `${reaching[k]} of ${runs.length} reach ${percent(accuracy, 0)}`)
      .join(', '),
  );
}

export const forwardForward: Claim<ForwardForwardCell, ForwardForwardResult> = {
  id: 'forward-forward',
  group: 'beyond',
  kind: 'finding',
  title: 'Forward-Forward’s noise is nearer to Gaussian',
  statement: prose(
    'At the same training accuracy the updates of Forward-Forward, in which every layer learns by itself,',
    'have noise nearer to Gaussian than back-propagated gradients have.',
  ),
  source: 'Hinton 2022 (arXiv 2212.13345), as a contrast; the statement is ours, to be put to the test',
  experiment: prose(
    'Rectified networks of depth 3 are trained on the same examples by back-propagation (cross-entropy)',
    'and by Forward-Forward (labels in the first numbers of an example, goodness the mean squared activity',
    'of a layer, a wrong label as the negative example). Where a training accuracy is reached for the',
    `first time, the noise of the update of fresh minibatches (batch size ${measuredBatchSize}) is measured:`,
    'its tail weight beyond that of Gaussian noise of the same covariance, along single parameters and',
    'along random projections of all of them. It is 0 for Gaussian noise and 0.36 for Student’s law of 3',
    'degrees.',
  ),
  rule: prose(
    'Two parts: single parameters and random projections. At each training accuracy the excess tail weight',
    'of Forward-Forward less that of back-propagation gets a Student interval over pairs of networks; all',
    `intervals, and ${looks} looks, share an error of ${percent(falseAlarm, 0)}. A part is supported when`,
    `its intervals lie below −${margins.coordinates} (parameters) or −${margins.projections} (projections)`,
    'at all accuracies, and refuted when one lies above. The claim is supported when both parts are and',
    'refuted when one is: where they differ, the statement is refuted as stated, and its scope says along',
    'what it holds. Where the claim is open, as many pairs again are trained, once (not in smoke). An',
    `accuracy that less than ${percent(leastShare, 0)} of the pairs reach is not compared. Undecided`,
    'otherwise, when known noise is measured wrongly, or when so few runs reach the first accuracy.',
  ),
  deviation: prose(
    'A difference, not a cause: losses, step sizes (0.5 and 0.1) and what an update sees differ as well.',
    'At the same iterations the comparison would be one of how well the methods fit: back-propagation fits',
    'the examples sooner. The table has the iterations.',
  ),
  answers: [
    {
      question: 'noise',
      supported: 'The updates of Forward-Forward have noise nearer to Gaussian than back-propagation’s.',
      refuted: 'The updates of Forward-Forward do not have noise nearer to Gaussian than back-propagation’s.',
    },
  ],
  needsData: true,
  plan,
  extend,
  cost: forwardForwardCost,
  run: runForwardForwardCell,
  judge,
};
