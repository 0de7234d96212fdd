import {
  around,
  control,
  decide,
  inWords,
  judged,
  prose,
  statisticOf,
  table,
  type ClaimVerdict,
  type Control,
  type Evidence,
  type Part,
  type Table,
} from '../../../evidence/index.js';
import type { Claim, ClaimTexts } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { averagingFigure } from './figure.js';
import {
  averageGradients,
  gradientCells,
  gradientParts,
  type GradientCell,
  type GradientResult,
} from './gradients.js';
import {
  averaged,
  runAveraging,
  sources,
  theorySlope,
  type Averaged,
  type AveragingCell,
  type AveragingResult,
} from './run.js';
import { designFor, type Designs } from '../../designs.js';

/** What the claims on averaging differ in; see classicalClt.ts and generalisedClt.ts. */
export interface AveragingDesign {
  readonly id: 'classical-clt' | 'generalised-clt';
  /** Sources that the statement is about. */
  readonly about: (index: number) => boolean;
  /** Source whose answer must come out as that of the other claim. */
  readonly control: string;
  /** Slope of the other claim that is nearest. */
  readonly other: number;
  readonly texts: Omit<ClaimTexts, 'id' | 'group' | 'kind' | 'deviation'>;
}

/** How far a slope may be from its theory at the b that are reached. */
const slopeTolerance = 0.02;
/** The index nearest to 2 among the sources without variance. */
const mildestIndex = 1.8;

const deviation = prose(
  'The verdict is on known laws. Beside it stand the gradients of single examples of a network at its',
  'snapshots, on 20 random directions: means of 8 examples to a tenth of one half of the data, and the',
  'tail index of the other half. Which theorem they follow is said in parts that the verdict does not',
  'depend on.',
);

const sizes: Designs<{ doublings: number; means: number; replicates: number }> = {
  smoke: { doublings: 12, means: 150, replicates: 4 },
  quick: { doublings: 14, means: 500, replicates: 8 },
  paper: { doublings: 16, means: 2000, replicates: 20 },
};

/** A claim on how means shrink. */
export function averagingClaim(
  design: AveragingDesign,
): Claim<AveragingCell | GradientCell, AveragingResult | GradientResult> {
  const { id, about, control, texts } = design;
  const included = sources.filter(({ name, index }) => about(index) || name === control);
  return {
    id,
    group: 'framework',
    kind: 'theorem',
    ...texts,
    deviation,
    needsData: true,
    plan: (settings) => {
      const { doublings, means, replicates } = designFor(sizes, settings.profile);
      const known = crossed({ replicate: upTo(replicates), source: included.map(({ name }) => name) });
      return [...known.map((cell) => ({ ...cell, doublings, means })), ...gradientCells(settings)];
    },
    run: (cell, context) =>
      'dataset' in cell ? averageGradients(cell, context) : runAveraging(cell, context.seed),
    judge: (results) => {
      const known = results.filter((result) => 'logMedians' in result);
      const gradients = results.filter((result) => 'snapshots' in result);
      return judge(design, averaged(known), gradients);
    },
  };
}

/**
 * The interval must reach the theory, and be narrow enough and far enough from the other theorem's slope
 * to support it.
 */
function verdictOn({ index, slope }: Averaged, other: number): ClaimVerdict {
  const [from, to] = around(theorySlope(index), slopeTolerance);
  const away = slope.low > to || slope.high < from;
  const apart = slope.low > other || slope.high < other;
  return decide(!away && apart && slope.high - slope.low <= 2 * slopeTolerance, away);
}

function judge(
  design: AveragingDesign,
  found: readonly Averaged[],
  gradients: readonly GradientResult[],
): Evidence {
  const { id, about, other } = design;
  const own = found.filter(({ index }) => about(index));
  const slopes = own.map(
    ({ name, slope, index }) => `${inWords(slope)} (${name}; theory ${theorySlope(index).toFixed(3)})`,
  );
  return judged({
    parts: own.map((source): Part => {
      const { name, index, slope } = source;
      const theory = theorySlope(index).toFixed(3);
      return {
        name,
        verdict: verdictOn(source, other),
        reason: `Slope ${inWords(slope)}; its limit theorem says ${theory}, the other ${other.toFixed(3)}.`,
      };
    }),
    asides: gradientParts(gradients, id === 'classical-clt' ? 'classical' : 'generalised'),
    controls: [controlOf(design, found)],
    reason: `The median size of the mean of b draws falls as b to the power ${slopes.join(', ')}.`,
    statistics: found.map(({ name, slope, index }) =>
      statisticOf(`slope, ${name}`, slope, theorySlope(index)),
    ),
    figures: [averagingFigure(id, found)],
    tables: [tableOf(id, found)],
  });
}

function controlOf({ id, control: name }: AveragingDesign, found: readonly Averaged[]): Control {
  const { index, slope } = found.find((source) => source.name === name)!;
  const theory = theorySlope(index);
  const [from, to] = around(theory, slopeTolerance);
  const slower = slope.low > theorySlope(2) + slopeTolerance;
  const right = slope.low <= to && slope.high >= from && slope.high < theorySlope(mildestIndex);
  return control(
    `the mean of ${name} draws shrinks as that of the other kind`,
    id === 'classical-clt' ? slower : right,
    `slope ${inWords(slope)} for ${theory.toFixed(3)}`,
  );
}

function tableOf(id: string, found: readonly Averaged[]): Table {
  const caption = 'log of the median |mean| of b draws, with its standard error over repetitions.';
  const rows = found.flatMap(({ name, batchSizes, points }) =>
    points.map((point, k) => ({ name, batchSize: batchSizes[k], ...point })),
  );
  return table(id, caption, rows, [
    ['source', ({ name }) => name],
    ['b', ({ batchSize }) => batchSize],
    ['log median', ({ value }) => value],
    ['standard error', ({ standardError }) => standardError],
  ]);
}
