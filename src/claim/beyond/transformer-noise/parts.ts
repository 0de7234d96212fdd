import {
  around,
  atLeast,
  decide,
  intervalPart,
  intervalVerdict,
  inWords,
  prose,
  statisticOf,
  tooWide,
  type IntervalTest,
  type MeasuredPart,
} from '../../../evidence/index.js';
import { logOf, powOf } from '../../../kernel/index.js';
import { studentInterval, type Interval } from '../../../statistics/index.js';
import type { JumpResult, Variant } from './jump.js';
import type { Law, NoiseResult } from './run.js';

/** The paper's three findings, asked of a transformer. */

/** Tail weight from which noise counts as not Gaussian: that of Student's law of some 19 degrees. */
export const margin = 0.03;
/** Change of the tail weight that is little: that from the normal law to Student's of 10 degrees. */
export const littleEffect = 0.06;
/** Gains within this factor of each other are at the same time. */
export const sameTime = 1.25;
const logSameTime = logOf(sameTime) / logOf(2);
/** Of each part, shared by its intervals and by two looks. */
export const level = 0.99;
export const looks = 2;

export const partNames = {
  gaussianity: 'the noise is not Gaussian at any stage and batch size',
  batchSize: 'the batch size has little influence on the tails',
  jump: 'the tails of the noise make the early gain',
} as const;

/** A stage and a batch size, with what the replicates have of them. */
export interface Setting {
  readonly iteration: number;
  readonly batchSize: number;
  readonly laws: readonly Law[];
}

/** Every stage and batch size, in this order. */
export function settingsOf(results: readonly NoiseResult[]): Setting[] {
  return results[0].looks.flatMap(({ iteration, laws }, stage) =>
    laws.map(({ batchSize }, size) => ({
      iteration,
      batchSize,
      laws: results.map(({ looks: seen }) => seen[stage].laws[size]),
    })),
  );
}

/** How a stage is called. */
export function stageWords(iteration: number): string {
  return iteration === 0 ? 'at the start' : `after ${iteration} iterations`;
}

/** Not Gaussian where one kind of direction is heavier by the margin, Gaussian where none is. */
export function gaussianityPart(results: readonly NoiseResult[]): MeasuredPart {
  const settings = settingsOf(results);
  const kinds = ['coordinates', 'projections'] as const;
  const share = (1 - level) / looks / (settings.length * kinds.length);
  const judged = settings.map(({ iteration, batchSize, laws }) => {
    const tests = kinds.map(
      (kind): IntervalTest => [
        `tail weight of ${kind} ${stageWords(iteration)}, batch size ${batchSize}`,
        studentInterval(
          laws.map((law) => law[kind]),
          1 - share,
        ),
        atLeast(margin),
      ],
    );
    const verdicts = tests.map(([, interval, range]) => intervalVerdict(interval, range));
    const verdict = decide(
      verdicts.includes('supported'),
      verdicts.every((one) => one === 'refuted'),
    );
    return { iteration, batchSize, tests, verdict };
  });
  const all = judged.every(({ verdict }) => verdict === 'supported');
  const verdict = decide(
    all,
    judged.some((one) => one.verdict === 'refuted'),
  );
  const count = (wanted: string) => judged.filter((one) => one.verdict === wanted).length;
  const open = judged.find((one) => one.verdict === 'undecided');
  const wide = open?.tests.find(([, interval, range]) => intervalVerdict(interval, range) === 'undecided');
  return {
    name: partNames.gaussianity,
    verdict,
    reason: prose(
      `The noise is not Gaussian in ${count('supported')} of ${judged.length} settings and Gaussian in`,
      `${count('refuted')}.`,
    ),
    ...(judged.some((one) => one.verdict !== 'undecided') && { scope: scopeOf(judged) }),
    ...(verdict === 'undecided' && wide && { open: tooWide(wide, 'replicates') }),
    statistics: judged.flatMap(({ tests }) => tests.map(([name, interval]) => statisticOf(name, interval))),
  };
}

/** By stage: up to which batch size the noise is not Gaussian, and from which on it is. */
function scopeOf(
  judged: readonly { readonly iteration: number; readonly batchSize: number; readonly verdict: string }[],
): string {
  const stages = [...new Set(judged.map(({ iteration }) => iteration))];
  const words = stages.map((stage) => {
    const of = (wanted: string) =>
      judged
        .filter(({ iteration, verdict }) => iteration === stage && verdict === wanted)
        .map(({ batchSize }) => batchSize);
    const [heavy, light] = [of('supported'), of('refuted')];
    const found = [
      ...(heavy.length > 0 ? [`not Gaussian for b ≤ ${Math.max(...heavy)}`] : []),
      ...(light.length > 0 ? [`Gaussian from b = ${Math.min(...light)}`] : []),
    ];
    return `${stageWords(stage)} ${found.length > 0 ? found.join(', ') : 'undecided'}`;
  });
  return `${words.join('; ')} (b in sequences)`;
}

/** The tail weight at the smallest batch size less that at the largest, stage by stage. */
export function batchSizePart(results: readonly NoiseResult[]): MeasuredPart {
  const stages = results[0].looks;
  const share = (1 - level) / looks / stages.length;
  const changeOf = (stage: number, pick: (law: Law) => number, ofInterval: number) =>
    studentInterval(
      results.map(({ looks: seen }) => {
        const { laws } = seen[stage];
        return pick(laws[0]) - pick(laws[laws.length - 1]);
      }),
      ofInterval,
    );
  const weight = (law: Law) => law.coordinates;
  const index = (law: Law) => law.tailIndex;
  const sizes = stages[0].laws.map(({ batchSize }) => batchSize);
  const tests = stages.map(
    ({ iteration }, stage): IntervalTest => [
      `tail weight at b = ${sizes[0]} less at b = ${sizes[sizes.length - 1]}, ${stageWords(iteration)}`,
      changeOf(stage, weight, 1 - share),
      around(0, littleEffect),
    ],
  );
  const part = intervalPart(
    partNames.batchSize,
    prose(
      `From b = ${sizes[0]} to ${sizes[sizes.length - 1]} the tail weight falls by`,
      `${tests.map(([, interval]) => interval.value.toFixed(2)).join(', ')} (stage by stage).`,
    ),
    tests,
    'replicates',
  );
  return {
    ...part,
    statistics: [
      ...part.statistics,
      ...stages.map(({ iteration }, stage) =>
        statisticOf(
          `tail index at b = ${sizes[0]} less at b = ${sizes[sizes.length - 1]}, ${stageWords(iteration)}`,
          changeOf(stage, index, 1 - share),
        ),
      ),
    ],
  };
}

/** Binary logarithm of a variant's time to the gain over SGD's, where all runs have it. */
export function laterThanSgd(
  results: readonly JumpResult[],
  variant: Variant,
  ofInterval: number,
): Interval | undefined {
  const ratios = results.flatMap(({ times }) => {
    const [own, other] = [times.sgd, times[variant]];
    return own === null || other === null ? [] : [logOf(other / own) / logOf(2)];
  });
  return ratios.length === results.length ? studentInterval(ratios, ofInterval) : undefined;
}

/** Later by more than a factor. */
export const later = atLeast(logSameTime);
export const jumpLevel = 1 - (1 - level) / looks;

/** Without tails the gain is later, or it is not. */
export function jumpPart(results: readonly JumpResult[]): MeasuredPart {
  const interval = laterThanSgd(results, 'gaussian', jumpLevel);
  if (interval === undefined) {
    return {
      name: partNames.jump,
      verdict: 'undecided',
      reason: 'Not every run came to the gain.',
      open: { rule: 'times of the gain are missing', needs: 'longer runs' },
      statistics: [],
    };
  }
  return intervalPart(
    partNames.jump,
    prose(
      `With Gaussian noise of the same covariance the gain comes at ${powOf(2, interval.value).toFixed(2)}`,
      `times SGD’s iteration (log₂ ${inWords(interval, 2)}).`,
    ),
    [['log₂ of the time of the gain with Gaussian noise over SGD’s', interval, later]],
    'replicates',
  );
}
