import { expOf } from '../kernel/index.js';
import {
  averaged,
  type Averaged,
  type AveragingCell,
  type AveragingResult,
  runAveraging,
  sources,
  theorySlope,
} from './averaging.js';
import {
  averageGradients,
  gradientCells,
  gradientParts,
  type GradientCell,
  type GradientResult,
} from './averagedGradients.js';
import type { Claim, Control, Evidence, Part, Profile, Verdict } from './claim.js';
import type { Figure, Layer, Role } from './figure.js';
import { failedControl, inWords, joinVerdicts, statisticOf } from './interval.js';

/** What the claims on averaging differ in; see classicalClt.ts and generalisedClt.ts. */
export interface AveragingDesign {
  readonly id: 'classical-clt' | 'generalised-clt';
  /** Sources that the statement is about. */
  readonly about: (index: number) => boolean;
  /** Source whose answer must come out as that of the other claim. */
  readonly control: string;
  /** Slope of the other claim that is nearest. */
  readonly other: number;
  readonly texts: Pick<
    Claim,
    'title' | 'statement' | 'source' | 'experiment' | 'rule' | 'formula' | 'deviation'
  >;
}

/** How far a slope may be from its theory at the b that are reached. */
export const slopeTolerance = 0.02;

const sizes: Readonly<Record<Profile, { doublings: number; means: number; replicates: number }>> = {
  smoke: { doublings: 12, means: 150, replicates: 4 },
  quick: { doublings: 14, means: 500, replicates: 6 },
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
    ...texts,
    needsData: true,
    plan: (settings) => {
      const { doublings, means, replicates } = sizes[settings.profile];
      const known = Array.from({ length: replicates }, (_, replicate) =>
        included.map(({ name }): AveragingCell => ({ source: name, replicate, doublings, means })),
      ).flat();
      return [...known, ...gradientCells(settings)];
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

function verdictOn({ index, slope }: Averaged, other: number): Verdict {
  const theory = theorySlope(index);
  if (slope.low > theory + slopeTolerance || slope.high < theory - slopeTolerance) return 'refuted';
  const apart = slope.low > other || slope.high < other;
  return apart && slope.high - slope.low <= 2 * slopeTolerance ? 'supported' : 'undecided';
}

function judge(
  { id, about, control, other }: AveragingDesign,
  found: readonly Averaged[],
  gradients: readonly GradientResult[],
): Evidence {
  const own = found.filter(({ index }) => about(index));
  const known = found.find(({ name }) => name === control)!;
  const theory = theorySlope(known.index);
  const away = known.slope.low > theorySlope(2) + slopeTolerance;
  const controls: Control[] = [
    {
      name: `the mean of ${control} draws shrinks as that of the other kind`,
      passed:
        id === 'classical-clt'
          ? away
          : known.slope.low <= theory + slopeTolerance &&
            known.slope.high >= theory - slopeTolerance &&
            known.slope.high < theorySlope(1.8),
      value: `slope ${inWords(known.slope)} for ${theory.toFixed(3)}`,
    },
  ];
  const parts = own.map((source): Part => {
    const { name, index, slope } = source;
    return {
      name,
      verdict: verdictOn(source, other),
      reason: `Slope ${inWords(slope)}; its limit theorem says ${theorySlope(index).toFixed(3)}, the other ${other.toFixed(3)}.`,
    };
  });
  return {
    verdict: joinVerdicts(
      parts.map(({ verdict }) => verdict),
      controls,
    ),
    reason:
      failedControl(controls) ??
      `The median size of the mean of b draws falls as b to the power ${own
        .map(
          ({ name, slope, index }) => `${inWords(slope)} (${name}; theory ${theorySlope(index).toFixed(3)})`,
        )
        .join(', ')}.`,
    parts: [...parts, ...gradientParts(gradients, id === 'classical-clt' ? 'classical' : 'generalised')],
    statistics: found.map(({ name, slope, index }) =>
      statisticOf(`slope, ${name}`, slope, theorySlope(index)),
    ),
    controls,
    figures: [figureOf(id, found)],
    tables: [
      {
        name: id,
        caption: 'log of the median |mean| of b draws, with its standard error over repetitions.',
        columns: ['source', 'b', 'log median', 'standard error'],
        rows: found.flatMap(({ name, batchSizes, points }) =>
          points.map(({ value, standardError }, k) => [name, batchSizes[k], value, standardError]),
        ),
      },
    ],
  };
}

const roles: readonly Role[] = ['series1', 'series2', 'series3', 'series4'];

function figureOf(id: string, found: readonly Averaged[]): Figure {
  const finite = found.filter(({ index }) => index === 2);
  const infinite = found.filter(({ index }) => index < 2);
  const layers = found.flatMap((source): Layer[] => {
    const { name, index, batchSizes, points } = source;
    const rank = (index === 2 ? finite : infinite).indexOf(source);
    const last = batchSizes.length - 1;
    const half = batchSizes.length >> 1;
    const line = batchSizes.slice(half);
    const at = (b: number) => expOf(points[last].value) * (b / batchSizes[last]) ** theorySlope(index);
    return [
      { mark: 'line', label: 'slope of its limit theorem', role: 'theory', x: line, y: line.map(at) },
      {
        mark: 'points',
        label: name,
        role:
          index === 2
            ? rank === 0
              ? 'brownian'
              : roles[rank]
            : (['levy', 'series4', 'measured', 'control'] as const)[rank],
        x: batchSizes,
        y: points.map(({ value }) => expOf(value)),
        low: points.map(({ value, standardError }) => expOf(value - 2 * standardError)),
        high: points.map(({ value, standardError }) => expOf(value + 2 * standardError)),
      },
    ];
  });
  return {
    name: id,
    title: 'What averaging over a batch does',
    caption:
      'Median size of the mean of b independent draws, both axes logarithmic. With finite variance it falls with slope −1/2; without, the slower the heavier the tails. Lines: slopes of the limit theorems through the last point.',
    panels: [
      {
        x: { label: 'b', scale: 'log' },
        y: { label: 'median |mean|', scale: 'log' },
        layers,
      },
    ],
  };
}
