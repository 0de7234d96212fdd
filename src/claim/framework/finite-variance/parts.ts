import {
  atLeast,
  decide,
  intervalPart,
  intervalVerdict,
  inWords,
  prose,
  rangeInWords,
  statisticOf,
  tooWide,
  type ClaimVerdict,
  type IntervalTest,
  type MeasuredPart,
  type Open,
} from '../../../evidence/index.js';
import { normalInterval, studentInterval } from '../../../statistics/index.js';
import { placeWords } from '../networks.js';
import { fewestExcesses, tailShares, type SeenTail, type Tail } from './tail.js';

/** What the tails say: the largest values, which decide, and the range before them. */

export const infiniteFrom = 0.5;
const infinite = atLeast(infiniteFrom);
/** Shared by all snapshots: the chance that any interval misses its shape. */
export const error = 0.05;
/** Frequently: in at least this share of the snapshots. */
const frequent = 0.5;
export const largestName = 'the largest 1 % and 2 %';
export const rangeName = 'from the largest 20 % to 5 %, after training';
/** The tails of a snapshot with their intervals, beside the shapes without variance. */
function testsOf({ shapes }: Tail, level: number, where: string): (IntervalTest | null)[] {
  return shapes.map((shape, i) => {
    if (shape === null) return null;
    const name = `shape of the largest ${100 * tailShares[i]} % of noise norms, ${where}`;
    return [name, normalInterval(shape.value, shape.standardError, level), infinite];
  });
}

/** Supported: the shape of every tail lies above 1/2, so that there is no variance. */
export function verdictOf(tail: Tail, level: number): ClaimVerdict {
  const all = testsOf(tail, level, '').map((test) =>
    test === null ? 'undecided' : intervalVerdict(test[1], test[2]),
  );
  return decide(
    all.every((verdict) => verdict === 'supported'),
    all.every((verdict) => verdict === 'refuted'),
  );
}

/** The part that decides: the largest 1 % and 2 % of every snapshot. */
export function largestPart(tails: readonly SeenTail[], level: number): MeasuredPart {
  const verdicts = tails.map((tail) => verdictOf(tail, level));
  const count = (wanted: ClaimVerdict) => verdicts.filter((verdict) => verdict === wanted).length;
  const [without, with_] = [count('supported'), count('refuted')];
  const verdict = decide(without >= frequent * tails.length, with_ === tails.length);
  const values = tails.flatMap(({ shapes }) => shapes.flatMap((shape) => (shape ? [shape.value] : [])));
  const shapes = values.length > 0 ? `; shapes ${rangeInWords(values, (value) => value.toFixed(2))}` : '';
  return {
    name: largestName,
    verdict,
    reason: prose(
      `Of ${tails.length} snapshots ${without} have norms without variance (shape above ${infiniteFrom})`,
      `and ${with_} with it${shapes}.`,
    ),
    ...(without > 0 && {
      scope: `infinite in ${without}, finite in ${with_} of ${tails.length} snapshots`,
    }),
    ...(verdict === 'undecided' && { open: openOf(tails, level, without) }),
    statistics: tails.flatMap(({ network, iteration, ...tail }) =>
      testsOf(tail, level, placeWords(network, iteration)).flatMap((test) =>
        test === null ? [] : [statisticOf(test[0], test[1])],
      ),
    ),
  };
}

/** What is missing: examples for the first snapshot that they can decide, or snapshots that agree. */
function openOf(tails: readonly SeenTail[], level: number, without: number): Open {
  for (const { network, iteration, ...tail } of tails) {
    const tests = testsOf(tail, level, placeWords(network, iteration));
    if (tests.includes(null)) {
      const rule = `a tail of ${placeWords(network, iteration)} has no shape, or too few excesses`;
      return { rule, needs: `${Math.ceil(fewestExcesses / tailShares[0])} examples of a continuous kind` };
    }
    const wide = tests.find((test) => test !== null && intervalVerdict(test[1], test[2]) === 'undecided');
    if (wide) return tooWide(wide, 'examples');
  }
  const asked = Math.ceil(frequent * tails.length);
  return {
    rule: `infinite in ${without} of ${tails.length} snapshots; ${asked} support, none refutes`,
    needs: 'networks that agree; more examples do not change it',
  };
}

/** Growth over the range in the last snapshot of each network. */
export function rangePart(tails: readonly SeenTail[], level: number): MeasuredPart {
  const last = tails.filter(({ network }, i) => tails[i + 1]?.network !== network);
  const growths = last.map(({ growths }) => studentInterval(growths, level));
  const words = growths.map((growth) => inWords(growth, 2)).join(', ');
  return intervalPart(
    rangeName,
    `At the end of training the shape over this range is ${words}.`,
    last.map(({ network, iteration }, i) => [
      `growth from the largest 20 % to 5 %, ${placeWords(network, iteration)}`,
      growths[i],
      infinite,
    ]),
    'examples',
  );
}
