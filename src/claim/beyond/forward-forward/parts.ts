import {
  atMost,
  intervalPart,
  inWords,
  intervalVerdict,
  percent,
  prose,
  type IntervalTest,
  type MeasuredPart,
} from '../../../evidence/index.js';
import { studentInterval, type Interval } from '../../../statistics/index.js';
import type { ExcessWeight } from './excess.js';
import type { ForwardForwardRun } from './run.js';

/** The parts of the claim: single parameters and random projections, each at all training accuracies. */

/** Nearer to Gaussian: the excess tail weight is smaller by more than this. */
export const margins: ExcessWeight = { coordinates: 0.03, projections: 0.01 };
/** Of the whole claim. */
export const falseAlarm = 0.05;
/** The results are looked at so often: once, and again with twice the replicates. */
export const looks = 2;
/** Fewer pairs are no sample. */
const fewestPairs = 3;
/** Of the pairs: an accuracy that fewer reach is not compared. */
export const leastShare = 0.8;

const kinds = [
  { along: 'coordinates', name: 'single parameters' },
  { along: 'projections', name: 'random projections' },
] as const;

/** A part and what it found where, for the scope. */
export interface StatedPart extends MeasuredPart {
  readonly found: readonly { readonly words: string; readonly verdict: MeasuredPart['verdict'] }[];
}

/**
 * Forward-Forward less back-propagation, paired by replicate.
 *
 * @param runs - of both methods
 * @param accuracies - at which noise was measured
 */
export function partsOf(runs: readonly ForwardForwardRun[], accuracies: readonly number[]): StatedPart[] {
  const level = 1 - falseAlarm / (kinds.length * accuracies.length * looks);
  const pairs = runs.filter(({ method }) => method === 'forward-forward').length;
  const fewest = Math.max(fewestPairs, leastShare * pairs);
  return kinds.map(({ along, name }): StatedPart => {
    const differences = accuracies.map((accuracy, k) => ({
      at: `${percent(accuracy, 0)} accuracy`,
      values: differencesAt(runs, k, along),
    }));
    const compared = differences.filter(({ values }) => values.length >= fewest);
    if (compared.length === 0) {
      const open = { rule: `pairs that reach ${differences[0].at}`, needs: 'longer training' };
      return { name, verdict: 'undecided', reason: 'Too few pairs learn.', open, statistics: [], found: [] };
    }
    return partOf(
      name,
      atMost(-margins[along]),
      compared.map(({ at, values }) => ({ at, interval: studentInterval(values, level) })),
    );
  });
}

function partOf(
  name: string,
  range: ReturnType<typeof atMost>,
  differences: readonly { readonly at: string; readonly interval: Interval }[],
): StatedPart {
  const tests = differences.map(
    ({ at, interval }): IntervalTest => [
      `excess tail weight along ${name}, Forward-Forward less back-propagation, at ${at}`,
      interval,
      range,
    ],
  );
  const reason = prose(
    `Along ${name} the excess tail weight of Forward-Forward less that of back-propagation is`,
    `${differences.map(({ at, interval }) => `${inWords(interval)} at ${at}`).join(' and ')}.`,
  );
  return {
    ...intervalPart(name, reason, tests, 'pairs of networks'),
    found: differences.map(({ at, interval }) => ({
      words: `${name} at ${at} (${interval.value.toFixed(3)})`,
      verdict: intervalVerdict(interval, range),
    })),
  };
}

function differencesAt(runs: readonly ForwardForwardRun[], k: number, along: keyof ExcessWeight): number[] {
  return runs
    .filter(({ method, snapshots }) => method === 'forward-forward' && snapshots.length > k)
    .flatMap((own) => {
      const other = runs.find(
        ({ method, replicate, snapshots }) =>
          method !== own.method && replicate === own.replicate && snapshots.length > k,
      );
      return other === undefined ? [] : [own.snapshots[k][along] - other.snapshots[k][along]];
    });
}

/** Along what, and where, the noise is nearer to Gaussian; nothing where no part is refuted. */
export function scopeOf(parts: readonly StatedPart[]): string | undefined {
  if (!parts.some(({ verdict }) => verdict === 'refuted')) return undefined;
  const all = parts.flatMap(({ found }) => found);
  return [
    ['holds along', 'supported'],
    ['fails along', 'refuted'],
    ['open along', 'undecided'],
  ]
    .flatMap(([words, wanted]) => {
      const own = all.filter(({ verdict }) => verdict === wanted);
      return own.length > 0 ? [`${words} ${own.map((one) => one.words).join(', ')}`] : [];
    })
    .join('; ');
}
