import {
  around,
  atLeast,
  decide,
  intervalVerdict,
  prose,
  rangeInWords,
  statisticOf,
  tooWide,
  type ClaimVerdict,
  type IntervalTest,
  type MeasuredPart,
  type Open,
} from '../../../evidence/index.js';
import type { Seen } from '../../network/networkClaim.js';
import type { RangeSlopes } from '../averagedExamples.js';
import { theorySlope } from '../averaging/run.js';
import { placeWords } from '../networks.js';
import { rangeWords } from './figure.js';
import { bendOf, slopeOver, type Look, type MeasuredNetwork } from './run.js';

/** What the slopes say of both theorems. */

const classicalSlope = theorySlope(2);
/** Slopes this near to -1/2 are classical: an index of 1.8 gives one beyond, -0.444. */
export const tolerance = 0.05;
const classical = around(classicalSlope, tolerance);
const slower = atLeast(classicalSlope + tolerance);
/** The most by which a slope that stays the same may bend from the first range to the last. */
const straight = around(0, 2 * tolerance);
/** Chance that any of the intervals of a part misses its slope. */
export const error = 0.01;
/** Ranges of b that are needed for a slope to be compared. */
const fewestRanges = 2;

export const largestName = 'at the largest b means shrink more slowly than classical';
export const straightName = 'one slope for all b';

export type SeenLook = Seen<MeasuredNetwork, Look>;

/** What the slope of one range says: slower than the classical theorem, as it, or neither for sure. */
function slopeVerdict(slopes: RangeSlopes, range: number, level: number): ClaimVerdict {
  const slope = slopeOver(slopes, range, level);
  const holds = intervalVerdict(slope, slower) === 'supported';
  return decide(holds, intervalVerdict(slope, classical) === 'supported');
}

/** Over the largest b: supported where it is slower, refuted where it is classical. */
export const largestVerdict = (slopes: RangeSlopes, level: number) =>
  slopes.length < fewestRanges ? 'undecided' : slopeVerdict(slopes, slopes.length - 1, level);

/** Supported where the slope over the last range is that over the first, refuted where it bends. */
export const straightVerdict = (slopes: RangeSlopes, level: number) =>
  slopes.length < fewestRanges ? 'undecided' : intervalVerdict(bendOf(slopes, level), straight);

/** By range of b, where means shrink as the classical theorem says, and where more slowly. */
export function scopeOf(looks: readonly SeenLook[], level: number): string {
  const parts = looks[0].slopes.map((_, range) => {
    const verdicts = looks.map(({ slopes }) => slopeVerdict(slopes, range, level));
    const count = (wanted: ClaimVerdict) => verdicts.filter((verdict) => verdict === wanted).length;
    return prose(
      `${rangeWords(looks[0].slopes, range)}: slower in ${count('supported')},`,
      `classical in ${count('refuted')}`,
    );
  });
  return `of ${looks.length} settings, ${parts.join('; ')}`;
}

const nameOf = ({ network, iteration, family }: SeenLook) => `${family}, ${placeWords(network, iteration)}`;

/** The slope over the largest range of b, in every setting. */
export function largestPart(looks: readonly SeenLook[], level: number): MeasuredPart {
  const tests = looks.map((look): IntervalTest => {
    const range = look.slopes.length - 1;
    const name = `slope, ${rangeWords(look.slopes, range)}, ${nameOf(look)}`;
    return [name, slopeOver(look.slopes, range, level), classical, classicalSlope];
  });
  const verdicts = looks.map(({ slopes }) => largestVerdict(slopes, level));
  const words = rangeWords(looks[0].slopes, looks[0].slopes.length - 1);
  const range = rangeInWords(
    tests.map(([, { value }]) => value),
    (value) => value.toFixed(3),
  );
  return partOf(
    looks,
    largestName,
    verdicts,
    `From ${words} the slopes are ${range}, where the classical theorem says −0.5.`,
    tests,
  );
}

/** Whether the slope stays what it is from the first range of b to the last, in every setting. */
export function straightPart(looks: readonly SeenLook[], level: number): MeasuredPart {
  const tests = looks.map((look): IntervalTest => {
    return [`bend of the slope, ${nameOf(look)}`, bendOf(look.slopes, level), straight, 0];
  });
  const verdicts = looks.map(({ slopes }) => straightVerdict(slopes, level));
  const bent = verdicts.filter((verdict) => verdict === 'refuted').length;
  const most = Math.max(...tests.map(([, { value }]) => value));
  const reason = prose(
    `The slope falls by up to ${most.toFixed(2)} from the smallest b to the largest, and by more than`,
    `${2 * tolerance} in ${bent} of ${looks.length} settings.`,
  );
  return partOf(looks, straightName, verdicts, reason, tests);
}

/** A part that has to hold in every setting. */
function partOf(
  looks: readonly SeenLook[],
  name: string,
  verdicts: readonly ClaimVerdict[],
  reason: string,
  tests: readonly IntervalTest[],
): MeasuredPart {
  const verdict = decide(
    verdicts.every((one) => one === 'supported'),
    verdicts.includes('refuted'),
  );
  return {
    name,
    verdict,
    reason,
    ...(verdict === 'undecided' && { open: openOf(looks, tests) }),
    statistics: tests.map(([statistic, interval, , theory]) => statisticOf(statistic, interval, theory)),
  };
}

function openOf(looks: readonly SeenLook[], tests: readonly IntervalTest[]): Open {
  const short = looks.find(({ slopes }) => slopes.length < fewestRanges);
  if (short !== undefined) {
    const rule = `only ${rangeWords(short.slopes, 0)} is within a tenth of the examples`;
    return { rule, needs: 'ten times the examples in the data set' };
  }
  const wide = tests.find(([, interval, range]) => intervalVerdict(interval, range) === 'undecided');
  if (wide) return tooWide(wide, 'columns');
  return { rule: 'slopes that neither theorem has', needs: 'another theorem; more columns do not change it' };
}
