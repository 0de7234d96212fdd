import {
  around,
  intervalPart,
  inWords,
  judged,
  mustFail,
  prose,
  statisticOf,
  table,
  type Evidence,
  type Table,
} from '../../../evidence/index.js';
import type { CellCost, Claim, ClaimTexts } from '../../claim.js';
import { designFor, type Designs } from '../../designs.js';
import { averagingFigure } from './figure.js';
import {
  averaged,
  averagingCost,
  repetitions,
  runAveraging,
  sources,
  theorySlope,
  type Averaged,
  type AveragingCell,
  type AveragingResult,
} from './run.js';

/** What the claims on averaging differ in; see classicalClt.ts and generalisedClt.ts. */
export interface AveragingDesign {
  readonly id: 'classical-clt' | 'generalised-clt';
  /** Sources that the statement is about. */
  readonly about: (index: number) => boolean;
  /** A source that obeys the other theorem, and the index whose slope it must be found not to have. */
  readonly control: { readonly source: string; readonly index: number };
  readonly texts: Omit<ClaimTexts, 'id' | 'group' | 'kind' | 'experiment' | 'rule'> & {
    /** Of which laws means are taken, as a sentence. */
    readonly laws: string;
    readonly controlRule: string;
  };
}

/**
 * How far a slope may be from that of its limit theorem: -1/2 is told from the slope of every index up to
 * 1.9.
 */
export const slopeTolerance = 0.025;
/** Of the intervals: one in a thousand misses its slope. */
const level = 0.999;

const sizes: Designs<{ doublings: number; means: number }> = {
  smoke: { doublings: 11, means: 5 },
  quick: { doublings: 13, means: 3 },
  paper: { doublings: 16, means: 4 },
};

/** A claim on how means shrink. */
export function averagingClaim(design: AveragingDesign): Claim<AveragingCell, AveragingResult> {
  const { id, about, control, texts } = design;
  const { laws, controlRule, ...own } = texts;
  const included = sources.filter(({ name, index }) => about(index) || name === control.source);
  return {
    id,
    group: 'framework',
    kind: 'theorem',
    ...own,
    experiment: prose(
      `${laws} The size of a mean is its mean logarithm, whose slope against log b is fitted from the`,
      'smallest b of a law on, where every point counts by its number of means. For stable and Gaussian laws',
      `the smallest b is 1, as the slope is the same at every b; for ${fitsOf(included)}, so that the slope`,
      `of the law itself is within 0.008 of that of the limit. ${repetitions} independent repetitions give`,
      'one slope each.',
    ),
    rule: prose(
      `A law is supported when the ${100 * level} % interval of its slope (Student’s, over repetitions)`,
      `lies within ${slopeTolerance} of the slope of its limit theorem, refuted when it lies outside, and`,
      'undecided when it holds an end. The claim is supported when all laws are, and refuted when any is.',
      controlRule,
    ),
    needsData: false,
    plan: ({ profile }) => included.map(({ name }) => ({ source: name, ...designFor(sizes, profile) })),
    cost: (cell): CellCost => averagingCost(cell),
    run: (cell, { seed }) => runAveraging(cell, seed),
    judge: (results) => judge(design, averaged(results, level)),
  };
}

/** From which b the laws that are not stable are fitted. */
function fitsOf(included: readonly (typeof sources)[number][]): string {
  return included
    .filter(({ from }) => from > 1)
    .map(({ name, from }) => `${name} it is ${from}`)
    .join(', for ');
}

function judge({ id, about, control }: AveragingDesign, found: readonly Averaged[]): Evidence {
  const own = found.filter(({ index }) => about(index));
  const known = found.find(({ name }) => name === control.source)!;
  const slopes = own.map(
    ({ name, slope, index }) => `${inWords(slope)} (${name}; theory ${theorySlope(index).toFixed(3)})`,
  );
  const other = theorySlope(control.index);
  return judged({
    parts: own.map(({ name, index, from, slope }) => {
      const theory = theorySlope(index);
      const reason = `From b = ${from} on the slope is ${inWords(slope)}; theory says ${theory.toFixed(3)}.`;
      return intervalPart(
        name,
        reason,
        [[`slope, ${name}`, slope, around(theory, slopeTolerance), theory]],
        'draws',
      );
    }),
    controls: [
      mustFail(
        `${control.source} draws are found not to have the slope ${other.toFixed(3)}`,
        known.slope,
        around(other, slopeTolerance),
        `slope ${inWords(known.slope)}; theory ${theorySlope(known.index).toFixed(3)}`,
      ),
    ],
    reason: `The typical size of the mean of b draws falls as b to the power ${slopes.join(', ')}.`,
    statistics: [statisticOf(`slope, ${known.name} (control)`, known.slope, theorySlope(known.index))],
    figures: [averagingFigure(id, found)],
    tables: [tableOf(id, found)],
  });
}

function tableOf(id: string, found: readonly Averaged[]): Table {
  const caption = 'Mean log|mean| of b draws, with its standard error over repetitions.';
  const rows = found.flatMap(({ name, batchSizes, points }) =>
    points.map((point, k) => ({ name, batchSize: batchSizes[k], ...point })),
  );
  return table(id, caption, rows, [
    ['source', ({ name }) => name],
    ['b', ({ batchSize }) => batchSize],
    ['mean log size', ({ value }) => value],
    ['standard error', ({ standardError }) => standardError],
  ]);
}
