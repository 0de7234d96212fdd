import type { Interval } from '../statistics/index.js';
import type { ClaimVerdict, Control, Evidence, Open, Part, Statistic } from './evidence.js';
import { inWords } from './words.js';

/** The rules that lead from numbers to verdicts. */

/** The numbers that a statement allows, both ends included. */
export type Range = readonly [from: number, to: number];

/** Numbers no further than `tolerance` from `centre`. */
export function around(centre: number, tolerance: number): Range {
  return [centre - tolerance, centre + tolerance];
}

/** Numbers of `from` and more. */
export function atLeast(from: number): Range {
  return [from, Infinity];
}

/** Numbers of `to` and less. */
export function atMost(to: number): Range {
  return [-Infinity, to];
}

/**
 * What an interval says about a range of acceptance: inside it supports, apart from it refutes, anything
 * else leaves the question open. Supporting is an equivalence test: both ends must be excluded.
 */
export function intervalVerdict(
  { low, high }: { readonly low: number; readonly high: number },
  [from, to]: Range,
): ClaimVerdict {
  return decide(low >= from && high <= to, high < from || low > to);
}

/** Supported when it holds, otherwise refuted when it fails, otherwise undecided. */
export function decide(holds: boolean, fails: boolean): ClaimVerdict {
  if (holds) return 'supported';
  return fails ? 'refuted' : 'undecided';
}

/** Supported when all are, refuted when any is, undecided otherwise or when a control failed. */
export function joinVerdicts(
  verdicts: readonly ClaimVerdict[],
  controls: readonly Control[] = [],
): ClaimVerdict {
  if (controls.some(({ passed }) => !passed)) return 'undecided';
  const all = verdicts.every((verdict) => verdict === 'supported');
  return decide(all, verdicts.includes('refuted'));
}

/**
 * A number with its interval, and the range that supports the statement: its name in the report, and at
 * the end what theory says the number is, where it says so.
 */
export type IntervalTest = readonly [statistic: string, interval: Interval, range: Range, theory?: number];

/** A part with the numbers that it rests on. */
export interface MeasuredPart extends Part {
  readonly statistics: readonly Statistic[];
}

/**
 * A part that holds where every interval lies within its range, with these intervals as statistics. Where it
 * is undecided it says which interval is too wide, and how much more would make it narrow enough.
 *
 * @param name - of the part
 * @param reason - a sentence with the number that carries its verdict
 * @param tests - the intervals and their ranges
 * @param sampled - what there can be more of, in the plural: minibatches, starts, paths
 */
export function intervalPart(
  name: string,
  reason: string,
  tests: readonly IntervalTest[],
  sampled = 'samples',
): MeasuredPart {
  const verdict = joinVerdicts(tests.map(([, interval, range]) => intervalVerdict(interval, range)));
  const wide = tests.find(([, interval, range]) => intervalVerdict(interval, range) === 'undecided');
  return {
    name,
    reason,
    verdict,
    ...(verdict === 'undecided' && wide && { open: tooWide(wide, sampled) }),
    statistics: tests.map(([statistic, interval, , theory]) => statisticOf(statistic, interval, theory)),
  };
}

/** An interval has to become this much narrower than its distance from the end that it covers. */
const margin = 1.1;
/** More than this many times the samples is not worth a number. */
const mostTimes = 100;

/** Which interval covers an end of its range, and how many times the samples would take it off. */
export function tooWide([statistic, interval, range]: IntervalTest, sampled: string): Open {
  const { value, low, high } = interval;
  const [from, to] = range;
  const times = (end: number, reach: number) => {
    const ratio = (margin * reach) / Math.abs(value - end);
    return ratio * ratio;
  };
  const needed = Math.max(
    low < from && high >= from ? times(from, value < from ? high - value : value - low) : 1,
    low <= to && high > to ? times(to, value > to ? value - low : high - value) : 1,
  );
  const allowed = [
    ...(Number.isFinite(from) ? [`at least ${round(from)}`] : []),
    ...(Number.isFinite(to) ? [`at most ${round(to)}`] : []),
  ].join(' and ');
  return {
    rule: `${statistic} ${inWords(interval)} against ${allowed}`,
    needs:
      needed > mostTimes
        ? `more than ${mostTimes} times the ${sampled}: the value lies next to the margin`
        : `about ${needed < 2 ? needed.toFixed(1) : Math.ceil(needed)} times the ${sampled}`,
  };
}

const round = (number: number) => Number(number.toPrecision(3));

/** A check on the experiment, with what it saw. */
export function control(name: string, passed: boolean, value: string): Control {
  return { name, passed, value };
}

/**
 * A control in a world where the statement is known to be false: it passes when the interval lies outside
 * the range that would support the statement.
 */
export function mustFail(name: string, interval: Interval, range: Range, value: string): Control {
  return control(name, intervalVerdict(interval, range) === 'refuted', value);
}

/** What an experiment found, before the rules that hold for every claim are applied. */
export interface Judgement {
  /** What the numbers say if the controls pass; absent where the parts say it together. */
  readonly verdict?: ClaimVerdict;
  readonly parts?: readonly (Part | MeasuredPart)[];
  /** Parts that the verdict does not hang on, shown after the others. */
  readonly asides?: readonly (Part | MeasuredPart)[];
  readonly controls: readonly Control[];
  /**
   * One or two sentences with the number that carries the verdict; absent where the parts' reasons are
   * these.
   */
  readonly reason?: string;
  /**
   * Where the statement holds and where it does not; undefined where it holds nowhere or everywhere. Left out
   * where that of the first part with one is meant.
   */
  readonly scope?: string | undefined;
  /** What is missing for a verdict; absent where the first undecided part says it. */
  readonly open?: Open;
  /** Statistics besides those of the parts, after which they are shown. */
  readonly statistics?: readonly Statistic[];
  readonly figures: Evidence['figures'];
  readonly tables: Evidence['tables'];
}

/**
 * The evidence of a claim: its verdict is joined from the parts, and a failed control forbids it and
 * becomes the reason. The reason of an undecided claim begins with the rule that did not decide.
 *
 * @param judgement - with a verdict of its own, or with parts that are joined
 */
export function judged(judgement: Judgement): Evidence {
  const { parts = [], asides = [], controls, statistics = [], figures, tables } = judgement;
  const joined = parts.length > 0 ? joinVerdicts(parts.map(({ verdict }) => verdict)) : 'undecided';
  const shown = [...parts, ...asides];
  const failed = failedControl(controls);
  const verdict = failed === undefined ? (judgement.verdict ?? joined) : 'undecided';
  const open = verdict === 'undecided' && failed === undefined ? openOf(judgement) : undefined;
  const scope =
    'scope' in judgement ? judgement.scope : parts.find((part) => part.scope !== undefined)?.scope;
  const found = judgement.reason ?? parts.map(({ reason }) => reason).join(' ');
  return {
    verdict,
    reason: failed ?? (open ? `${openInWords(open)} ${found}` : found),
    ...(scope !== undefined && failed === undefined && { scope }),
    ...(open && { open }),
    ...(shown.length > 0 && { parts: shown.map(plainPart) }),
    statistics: [...shown.flatMap(statisticsOf), ...statistics],
    controls,
    figures,
    tables,
  };
}

/** What the judgement says is missing, or else its first undecided part. */
function openOf({ open, parts = [] }: Judgement): Open | undefined {
  if (open !== undefined) return open;
  const part = parts.find(({ verdict }) => verdict === 'undecided');
  if (part?.open === undefined) return undefined;
  return { rule: `part “${part.name}”: ${part.open.rule}`, needs: part.open.needs };
}

/** What did not decide and what would, as a sentence. */
export function openInWords({ rule, needs }: Open): string {
  return `Not decided: ${rule}. To decide it: ${needs}.`;
}

function plainPart({ name, verdict, reason, scope, open }: Part): Part {
  return { name, verdict, reason, ...(scope !== undefined && { scope }), ...(open && { open }) };
}

function statisticsOf(part: Part | MeasuredPart): readonly Statistic[] {
  return 'statistics' in part ? part.statistics : [];
}

/** The sentence that explains why a failed control forbids a verdict; undefined when all passed. */
export function failedControl(controls: readonly Control[]): string | undefined {
  const failed = controls.find(({ passed }) => !passed);
  return failed && `A control failed (${failed.name}: ${failed.value}), so the experiment decides nothing.`;
}

/** A statistic of the report from an interval. */
export function statisticOf(name: string, interval: Interval, theory?: number): Statistic {
  const { value, low, high, level } = interval;
  return theory === undefined ? { name, value, low, high, level } : { name, value, low, high, level, theory };
}

/** A statistic that is known without an interval: a count, a share of what was looked at, a mean of it. */
export function plainStatistic(name: string, value: number, theory?: number): Statistic {
  return statisticOf(name, { value, standardError: 0, low: value, high: value, level: 1 }, theory);
}
