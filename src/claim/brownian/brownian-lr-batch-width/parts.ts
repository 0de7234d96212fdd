import {
  around,
  atLeast,
  decide,
  intervalVerdict,
  inWords,
  joinVerdicts,
  prose,
  statisticOf,
  tooWide,
  type IntervalTest,
  type MeasuredPart,
  type Range,
} from '../../../evidence/index.js';
import { studentInterval } from '../../../statistics/index.js';
import {
  accuracyCorrelations,
  slopesOf,
  smallStep,
  type Arrived,
  type Setting,
  type Slopes,
} from './regimes.js';

/** The parts of the claim, and the levels of their intervals. */

/** Smaller growth with the batch size at a fixed ratio is none: 7 % for four times the batch size. */
export const margin = 0.05;
/** A tenth of the variance of ranks. */
export const leastCorrelation = 0.3;
/** Of the whole claim. */
const falseAlarm = 0.05;
/** The results are looked at so often: once, and again with twice the replicates. */
export const looks = 2;
/** With the ratio and with the batch size, for small and for large steps. */
export const growths = 4;
/** All growths have to be in their ranges: two one-sided tests, shared by the looks alone. */
export const holdingLevel = 1 - (2 * falseAlarm) / looks;
/** One growth outside is enough: shared by all of them. */
export const failingLevel = 1 - falseAlarm / (looks * growths);
const correlationLevel = 1 - falseAlarm / looks;

/** Fewer networks are no sample. */
const fewestNetworks = 3;

/** A part on small or on large steps. */
export interface StepsPart extends MeasuredPart {
  /** The growths and where they were found; absent where they could not be. */
  readonly found?: string;
}

/** The verdicts on small and on large steps. */
export function partsOf(settings: readonly Setting[]): StepsPart[] {
  return [
    partOf('small steps', `η·λ₁ ≤ ${smallStep}`, slopesOf(settings.filter(({ small }) => small))),
    partOf('large steps', `η·λ₁ above ${smallStep}`, slopesOf(settings.filter(({ small }) => !small))),
  ];
}

/** Whether the ratio widens the minimum and the batch size does nothing, where steps are small or large. */
function partOf(steps: string, where: string, slopes: readonly Slopes[]): StepsPart {
  const name = `${steps} (${where})`;
  if (slopes.length < fewestNetworks) {
    return {
      name,
      verdict: 'undecided',
      reason: `Only ${slopes.length} networks have runs with ${steps}.`,
      open: { rule: `at least ${fewestNetworks} networks with ${steps}`, needs: 'other step sizes' },
      statistics: [],
    };
  }
  const ratio = growthOf(`${steps}: growth with log(step size/batch size)`, slopes, 'ratio', atLeast(0));
  const batch = growthOf(
    `${steps}: growth with log b at a fixed ratio`,
    slopes,
    'batch',
    around(0, margin),
    0,
  );
  const verdict = joinVerdicts([batch.verdict, ratio.verdict]);
  const open = [batch, ratio].find((growth) => growth.verdict === 'undecided');
  return {
    name,
    verdict,
    reason: prose(
      `With ${steps}, log(1/trace) grows by ${inWords(ratio.interval)} with log(η/b), and by`,
      `${inWords(batch.interval)} with log b at a fixed η/b.`,
    ),
    found: prose(
      `at ${where} (growth ${batch.interval.value.toFixed(3)} with log b,`,
      `${ratio.interval.value.toFixed(3)} with log(η/b))`,
    ),
    ...(verdict === 'undecided' && open && { open: tooWide(open.test, 'replicates') }),
    statistics: [ratio, batch].map(({ test: [statistic, , , theory], interval }) =>
      statisticOf(statistic, interval, theory),
    ),
  };
}

/** One growth: inside its range at the level of holding, or outside at that of failing. */
function growthOf(name: string, slopes: readonly Slopes[], of: keyof Slopes, range: Range, theory?: number) {
  const values = slopes.map((slope) => slope[of]);
  const interval = studentInterval(values, holdingLevel);
  const wider = studentInterval(values, failingLevel);
  const narrow = intervalVerdict(interval, range);
  const verdict = decide(narrow === 'supported', intervalVerdict(wider, range) === 'refuted');
  const test: IntervalTest = [name, narrow === 'refuted' ? wider : interval, range, theory];
  return { verdict, interval, test };
}

/** Where the ratio alone counts and where it does not; nothing where no part is refuted. */
export function scopeOf(parts: readonly StepsPart[]): string | undefined {
  if (!parts.some(({ verdict }) => verdict === 'refuted')) return undefined;
  const clauses = [
    ['holds', 'supported'],
    ['fails', 'refuted'],
    ['is open', 'undecided'],
  ].flatMap(([words, wanted]) => {
    const own = parts.filter(({ verdict, found }) => verdict === wanted && found !== undefined);
    return own.length > 0 ? [`${words} ${own.map(({ found }) => found).join(' and ')}`] : [];
  });
  return clauses.join('; ');
}

/** Whether wider minima go with better test accuracy. */
export function accuracyPart(arrived: readonly Arrived[]): MeasuredPart {
  const name = 'wider minima have better test accuracy';
  const correlations = accuracyCorrelations(arrived);
  if (correlations.length < fewestNetworks) {
    const open = { rule: `at least ${fewestNetworks} networks with 4 runs`, needs: 'more replicates' };
    return { name, verdict: 'undecided', reason: 'Too few runs.', open, statistics: [] };
  }
  const interval = studentInterval(correlations, correlationLevel);
  const statistic = 'rank correlation of 1/trace and test accuracy';
  const range = atLeast(leastCorrelation);
  const verdict = intervalVerdict(interval, range);
  return {
    name,
    verdict,
    reason: `The rank correlation of 1/trace and test accuracy is ${inWords(interval, 2)}.`,
    ...(verdict === 'undecided' && { open: tooWide([statistic, interval, range], 'replicates') }),
    statistics: [statisticOf(statistic, interval)],
  };
}
