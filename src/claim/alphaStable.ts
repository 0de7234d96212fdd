import { allExamples } from '../net/index.js';
import { draw, stable, stream } from '../law/index.js';
import { measureFreshNoise } from '../probe/index.js';
import { compareModels, gaussianSurrogate, type ModelComparison, type NoiseMatrix } from '../tail/index.js';
import type { CellContext, Claim, Control, Evidence, Settings, Verdict } from './claim.js';
import { stableFigure } from './alphaStableFigure.js';
import { failedControl } from './interval.js';
import { lawNetworks, snapshotWords } from './lawSettings.js';
import { trainWithSnapshots, type NetworkSettings, type Snapshot } from './trainedNetwork.js';

/**
 * Does gradient noise follow an alpha-stable law? Across fresh minibatches, coordinate by coordinate and on random
 * directions: laws compete on minibatches that they were not fitted to, and the stable one is tested as such.
 */

/** The stable law must pass in at least this share of the columns. */
const leastAcceptance = 0.9;
/** The 95 % quantile of a standard normal law. */
const oneSided = 1.6449;
/** Share of the settings that decide. */
const agreement = 0.9;
const worldAlpha = 1.5;
const designs = {
  smoke: { batchSizes: [10], minibatches: 160, columns: 20 },
  quick: { batchSizes: [10, 100], minibatches: 240, columns: 32 },
  paper: { batchSizes: [1, 10, 100, 500], minibatches: 2000, columns: 200 },
} as const;

type Family = 'coordinates' | 'directions';
type Cell =
  | ({
      readonly kind: 'network';
      readonly measured: number;
      readonly minibatches: number;
      readonly columns: number;
    } & NetworkSettings)
  | { readonly kind: 'worlds'; readonly minibatches: number; readonly columns: number };

/** How the laws did on one matrix of noise. */
type Contest = {
  readonly best: string;
  /** Vuong's z of the stable law against the best, 0 where it is the best. */
  readonly stableZ: number;
  readonly stableRejected: boolean;
  /** Share of columns that the stable law passes, 0.95 where it is right. */
  readonly stableAcceptance: number;
  /** How many columns that share is of. */
  readonly columns: number;
  readonly alpha: number;
};
type Setting = Contest & { readonly iteration: number; readonly family: Family };
type Result =
  | {
      readonly kind: 'network';
      readonly network: NetworkSettings;
      readonly measured: number;
      readonly settings: readonly Setting[];
    }
  | { readonly kind: 'worlds'; readonly stable: Contest | null; readonly gaussian: Contest | null };

function plan(settings: Settings): Cell[] {
  const { batchSizes, minibatches, columns } = designs[settings.profile];
  return [
    ...lawNetworks(settings)
      .filter(({ replicate }) => replicate === 0 || settings.profile === 'paper')
      .flatMap((network) =>
        batchSizes.map((measured): Cell => ({ kind: 'network', ...network, measured, minibatches, columns })),
      ),
    { kind: 'worlds', minibatches, columns },
  ];
}

function run(cell: Cell, context: CellContext): Result {
  if (cell.kind === 'worlds') return worlds(cell, context);
  const settings = trainWithSnapshots(cell, context, (snapshot) => measure(cell, snapshot, context)).flat();
  return { kind: 'network', network: cell, measured: cell.measured, settings };
}

function measure(
  { measured, minibatches, columns, width, replicate }: Extract<Cell, { kind: 'network' }>,
  { source, weights, iteration }: Snapshot,
  context: CellContext,
): Setting[] {
  const everything = allExamples(source.exampleCount);
  const full = new Float32Array(source.parameterCount);
  source.gradient(weights, everything, full);
  const random = (purpose: string) =>
    stream(context.seed, 'alpha stable', width, replicate, iteration, measured, purpose);
  const noise = measureFreshNoise(source, weights, full, {
    batchSize: measured,
    minibatches,
    directions: columns,
    coordinates: 3 * columns,
    stream: random('fresh minibatches'),
  });
  const families: [Family, NoiseMatrix][] = [
    ['coordinates', noise.coordinates],
    ['directions', noise.projections],
  ];
  return families.flatMap(([family, matrix]) => {
    const contest = contestOf(compareModels(matrix, random(family)));
    return contest ? [{ ...contest, iteration, family }] : [];
  });
}

function contestOf(comparison: ModelComparison | undefined): Contest | null {
  const stableModel = comparison?.models.find(({ name }) => name === 'stable');
  if (comparison === undefined || stableModel === undefined) return null;
  return {
    best: comparison.models[0].name,
    stableZ: stableModel.vuongZ,
    stableRejected: stableModel.rejected,
    stableAcceptance: stableModel.acceptance ?? 0,
    columns: comparison.columns,
    alpha: comparison.stable?.alpha ?? 2,
  };
}

/** Columns of stable noise of one index and scales over three decades, and Gaussian noise with their covariance. */
function worlds({ minibatches, columns }: Extract<Cell, { kind: 'worlds' }>, { seed }: CellContext): Result {
  const random = (purpose: string) => stream(seed, 'alpha stable', 'worlds', purpose);
  const values = draw(stable({ alpha: worldAlpha }), minibatches * columns, random('stable')).map(
    (value, i) => value * 10 ** ((3 * (i % columns)) / columns),
  );
  const matrix = { rows: minibatches, columns, values };
  const contest = (noise: NoiseMatrix, name: string) => contestOf(compareModels(noise, random(name)));
  return {
    kind: 'worlds',
    stable: contest(matrix, 'models of stable noise'),
    gaussian: contest(
      { ...matrix, values: gaussianSurrogate(matrix, random('surrogate')) },
      'models of Gaussian noise',
    ),
  };
}

/** Not beaten on held-out minibatches, and passed by the columns, but for the error of a share of so many. */
function isStable({ stableRejected, stableAcceptance, columns }: Contest): boolean {
  const error = Math.sqrt((leastAcceptance * (1 - leastAcceptance)) / columns);
  return !stableRejected && stableAcceptance >= leastAcceptance - oneSided * error;
}

function judge(results: readonly Result[]): Evidence {
  const settings = results.flatMap((result) =>
    result.kind === 'network'
      ? result.settings.map((setting) => ({ ...setting, network: result.network, measured: result.measured }))
      : [],
  );
  const world = results.find((result) => result.kind === 'worlds');
  const controls: Control[] = world
    ? [
        control(`alpha-stable noise (${worldAlpha}) is found to be stable`, world.stable, true),
        control(
          'Gaussian noise of the same covariance is not found stable with a smaller index',
          world.gaussian,
          false,
        ),
      ]
    : [];
  const stableOnes = settings.filter((setting) => isStable(setting) && setting.alpha < 1.95);
  const share = stableOnes.length / Math.max(1, settings.length);
  const verdict: Verdict =
    share >= agreement ? 'supported' : share <= 1 - agreement ? 'refuted' : 'undecided';
  return {
    verdict: settings.length > 0 && controls.every(({ passed }) => passed) ? verdict : 'undecided',
    reason:
      failedControl(controls) ??
      `An alpha-stable law holds in ${stableOnes.length} of ${settings.length} settings; on held-out minibatches the best is ${winners(settings)}.`,
    statistics: settings.map(({ network, measured, iteration, family, stableAcceptance }) => ({
      name: `share of ${family} that pass the stable law, b ${measured}, ${snapshotWords(network, iteration)}`,
      value: stableAcceptance,
      low: stableAcceptance,
      high: stableAcceptance,
      level: 1,
      theory: 0.95,
    })),
    controls,
    figures: [stableFigure(settings)],
    tables: [
      {
        name: 'alpha-stable',
        caption:
          'Laws of gradient noise across minibatches: the best on held-out minibatches, Vuong’s z of the stable law against it (rejected below −3.1), the share of columns that pass the stable law (0.95 if it is right), and its index.',
        columns: [
          'network',
          'batch size',
          'family',
          'best law',
          'z of the stable law',
          'columns that pass',
          'alpha',
        ],
        rows: settings.map(
          ({ network, measured, iteration, family, best, stableZ, stableAcceptance, alpha }) => [
            snapshotWords(network, iteration),
            measured,
            family,
            best,
            stableZ,
            stableAcceptance,
            alpha,
          ],
        ),
      },
    ],
  };
}

/** The laws that were best, the most frequent first. */
function winners(settings: readonly Contest[]): string {
  const counts = new Map<string, number>();
  for (const { best } of settings) counts.set(best, (counts.get(best) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} (${count})`)
    .join(', ');
}

function control(name: string, contest: Contest | null, stableWanted: boolean): Control {
  const found = contest !== null && isStable(contest) && contest.alpha < 1.95;
  return {
    name,
    passed: contest !== null && found === stableWanted,
    value:
      contest === null
        ? 'no stable fit'
        : `best ${contest.best}, alpha ${contest.alpha.toFixed(2)}, ${(100 * contest.stableAcceptance).toFixed(0)} % of columns pass`,
  };
}

export const alphaStable: Claim<Cell, Result> = {
  id: 'alpha-stable',
  group: 'framework',
  title: 'The noise is alpha-stable',
  statement: 'Gradient noise follows an alpha-stable law with an index below 2.',
  source: 'arXiv 1912.00018, section 2, assumption on the noise',
  experiment:
    'Networks of the published kind are trained by SGD. At the start, early and after the fit fresh independent minibatches are drawn at frozen weights; their noise is looked at coordinate by coordinate and on random directions, across minibatches. Alpha-stable, Student, normal inverse Gaussian, Laplace, Gaussian mixture and Gaussian laws are fitted to half of the minibatches, each column brought to one centre and scale, and scored on the other half (Vuong’s test); the stable law is tested in every column by Kolmogorov and Smirnov with a parametric bootstrap.',
  rule: `A setting (snapshot, batch size, coordinates or directions) is stable when its index is below 1.95, the stable law is not rejected against the best one on held-out minibatches (p 0.001), and the share of columns that pass it is not below ${100 * leastAcceptance} % (one-sided test at 5 %). Supported when at least ${100 * agreement} % of the settings are stable, refuted when at most ${Math.round(100 * (1 - agreement))} % are, undecided otherwise, or when drawn stable noise is not found stable or Gaussian noise is.`,
  deviation:
    'All columns, each brought to its own centre and scale, are fitted by one shape of each law; an index of 1.95 and more counts as Gaussian. The worlds of known law are simulated apart.',
  needsData: true,
  plan,
  run,
  judge,
};
