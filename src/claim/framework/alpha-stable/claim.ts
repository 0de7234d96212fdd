import type { Claim, Settings } from '../../claim.js';
import { type Control, type Evidence, failedControl, type Verdict } from '../../../evidence/index.js';
import { stableFigure } from './figure.js';
import { runStableCell, worldAlpha, type Contest, type StableCell, type StableResult } from './run.js';
import { lawNetworks, snapshotWords } from '../../network/snapshots.js';

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
const designs = {
  smoke: { batchSizes: [10], minibatches: 160, columns: 20 },
  quick: { batchSizes: [10, 100], minibatches: 240, columns: 32 },
  paper: { batchSizes: [1, 10, 100, 500], minibatches: 2000, columns: 200 },
} as const;

function plan(settings: Settings): StableCell[] {
  const { batchSizes, minibatches, columns } = designs[settings.profile];
  return [
    ...lawNetworks(settings)
      .filter(({ replicate }) => replicate === 0 || settings.profile === 'paper')
      .flatMap((network) =>
        batchSizes.map(
          (measured): StableCell => ({ kind: 'network', ...network, measured, minibatches, columns }),
        ),
      ),
    { kind: 'worlds', minibatches, columns },
  ];
}

/** Not beaten on held-out minibatches, and passed by the columns, but for the error of a share of so many. */
function isStable({ stableRejected, stableAcceptance, columns }: Contest): boolean {
  const error = Math.sqrt((leastAcceptance * (1 - leastAcceptance)) / columns);
  return !stableRejected && stableAcceptance >= leastAcceptance - oneSided * error;
}

function judge(results: readonly StableResult[]): Evidence {
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
          'Laws of gradient noise across minibatches: the best on held-out minibatches, Vuong’s z of the stable law against it (rejected below −3.1), the share of columns that pass the stable law (0.95 if it is right), and its index; 1/alpha from short and from long sums of minibatches, and their difference in standard errors (near 0 for stable noise, whose sums keep their law).',
        columns: [
          'network',
          'batch size',
          'family',
          'best law',
          'z of the stable law',
          'columns that pass',
          'alpha',
          '1/alpha, short sums',
          'long sums',
          'z of the bend',
        ],
        rows: settings.map(
          ({
            network,
            measured,
            iteration,
            family,
            best,
            stableZ,
            stableAcceptance,
            alpha,
            straightness,
          }) => [
            snapshotWords(network, iteration),
            measured,
            family,
            best,
            stableZ,
            stableAcceptance,
            alpha,
            straightness?.short ?? '',
            straightness?.long ?? '',
            straightness?.z ?? '',
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

export const alphaStable: Claim<StableCell, StableResult> = {
  id: 'alpha-stable',
  group: 'framework',
  title: 'The noise is alpha-stable',
  statement: 'Gradient noise follows an alpha-stable law with an index below 2.',
  source: 'arXiv 1912.00018, section 2, assumption on the noise',
  experiment:
    'Networks of the published kind are trained by SGD. At the start, early and after the fit fresh independent minibatches are drawn at frozen weights; their noise is looked at coordinate by coordinate and on random directions, across minibatches. Alpha-stable, Student, normal inverse Gaussian, Laplace, Gaussian mixture and Gaussian laws are fitted to half of the minibatches, each column brought to one centre and scale, and scored on the other half (Vuong’s test); the stable law is tested in every column by Kolmogorov and Smirnov with a parametric bootstrap. Beside that stand the slopes of log |sum| against the log of the number of summands at few and at many summands, which a stable law keeps equal.',
  rule: `A setting (snapshot, batch size, coordinates or directions) is stable when its index is below 1.95, the stable law is not rejected against the best one on held-out minibatches (p 0.001), and the share of columns that pass it is not below ${100 * leastAcceptance} % (one-sided test at 5 %). Supported when at least ${100 * agreement} % of the settings are stable, refuted when at most ${Math.round(100 * (1 - agreement))} % are, undecided otherwise, or when drawn stable noise is not found stable or Gaussian noise is.`,
  deviation:
    'All columns, each brought to its own centre and scale, are fitted by one shape of each law; an index of 1.95 and more counts as Gaussian. The worlds of known law are simulated apart.',
  needsData: true,
  plan,
  run: runStableCell,
  judge,
};
