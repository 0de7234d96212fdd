import { logOf, square } from '../../../kernel/index.js';

/**
 * How the number of iterations to leave a well depends on the well and on SGD, by several theories. Each
 * is a straight line, log iterations = offset + intercept + slope x, in what is measured of the well. The
 * intercept is a well's own, since no theory knows its constant factor for a real loss; the slope is one for
 * all wells.
 */

/** What is measured of a well, and how SGD left it. */
export type MeasuredEscape = {
  /** Escapes of one group share their data. */
  readonly group: string;
  /** Which well of all. */
  readonly well: string;
  /** Distance from the minimum to the saddle. */
  readonly width: number;
  /** Loss of the saddle less that of the minimum. */
  readonly height: number;
  readonly lossAtMinimum: number;
  readonly lossAtSaddle: number;
  /** Second derivatives at the minimum, and of the opposite sign at the saddle. */
  readonly curvature: number;
  readonly saddleCurvature: number;
  /**
   * Standard deviation of single examples' gradients at the minimum; the scale of their law where it is
   * stable.
   */
  readonly noise: number;
  /** Integral of twice the slope over the variance, from the minimum to the saddle. */
  readonly quasiPotential: number;
  /** The largest second derivative between the minimum and the saddle. */
  readonly largestCurvature: number;
  readonly batchSize: number;
  readonly stepSize: number;
  readonly logIterations: number;
};

/** Name of a form: levy, or one of those with Gaussian noise. */
export type FormName = 'levy' | 'kramers' | 'xie' | 'log-barrier' | 'quasi-potential';

interface Form {
  readonly name: FormName;
  /** Slopes that the theory allows. */
  readonly least: number;
  readonly most: number;
  offset(escape: MeasuredEscape): number;
  /** One or several candidates; the one that fits best is taken. */
  readonly xs: readonly ((escape: MeasuredEscape) => number)[];
}

const inverseTemperature = ({ batchSize, stepSize }: MeasuredEscape) => batchSize / stepSize;
const perStep = ({ stepSize }: MeasuredEscape) => -logOf(stepSize);

/** In a table: name, and what the iterations are proportional to. */
export const formWords: Readonly<Record<FormName, string>> = {
  levy: 'Lévy: b^(α−1) (width/(η σ))^α',
  kramers: 'Kramers: exp(k 2 b ΔL/(η σ²))/η',
  xie: 'Xie: exp(k (2 b ΔL/η)(s/H + (1−s)/|Hₛ|))/η',
  'log-barrier': 'log-barrier: (Lₛ/L)^(k b/(η H))/η',
  'quasi-potential': 'Freidlin–Wentzell: exp(k (b/η) Q)/η',
};

/** A form as sentences call it. */
export function formWord(name: FormName): string {
  return formWords[name].split(':')[0];
}

/** The indices of Levy noise for which a mean exists. */
export const levyIndices = [1, 2] as const;

/** That of Levy noise first. */
export const forms: readonly [Form, ...Form[]] = [
  {
    name: 'levy',
    least: levyIndices[0],
    most: levyIndices[1],
    offset: ({ batchSize }) => -logOf(batchSize),
    xs: [({ width, batchSize, stepSize, noise }) => logOf((width * batchSize) / (stepSize * noise))],
  },
  {
    name: 'kramers',
    least: 0,
    most: Infinity,
    offset: (escape) => perStep(escape) - logOf(escape.curvature * escape.saddleCurvature) / 2,
    xs: [(escape) => (2 * inverseTemperature(escape) * escape.height) / square(escape.noise)],
  },
  {
    name: 'xie',
    least: 0,
    most: Infinity,
    offset: (escape) => perStep(escape) - logOf(escape.saddleCurvature),
    xs: [0, 0.25, 0.5, 0.75, 1].map(
      (s) => (escape) =>
        2 *
        inverseTemperature(escape) *
        escape.height *
        (s / escape.curvature + (1 - s) / escape.saddleCurvature),
    ),
  },
  {
    name: 'log-barrier',
    least: 0,
    most: Infinity,
    offset: perStep,
    xs: [
      (escape) =>
        (inverseTemperature(escape) * logOf(escape.lossAtSaddle / escape.lossAtMinimum)) / escape.curvature,
    ],
  },
  {
    name: 'quasi-potential',
    least: 0,
    most: Infinity,
    offset: perStep,
    xs: [(escape) => inverseTemperature(escape) * escape.quasiPotential],
  },
];

/** A form with its numbers. */
export interface FittedForm {
  readonly slope: number;
  /** log iterations of an escape from one of the wells that it was fitted to. */
  predict(escape: MeasuredEscape): number;
  /** Mean squared error of log iterations in other wells, each with an intercept of its own. */
  errorIn(escapes: readonly MeasuredEscape[]): number;
}

/** The least-squares fit of a form, its slope kept within what the theory allows. */
export function fitForm(form: Form, escapes: readonly MeasuredEscape[]): FittedForm {
  const candidates = form.xs.map((x) => {
    const values = aroundWells(escapes, x);
    const targets = aroundWells(escapes, targetOf(form));
    const spread = values.reduce((sum, value) => sum + square(value), 0);
    const joint = values.reduce((sum, value, i) => sum + value * targets[i], 0);
    const slope = Math.min(form.most, Math.max(form.least, joint / spread));
    const errorOf = (escape: MeasuredEscape) => targetOf(form)(escape) - slope * x(escape);
    const errorIn = (all: readonly MeasuredEscape[]) => mean(aroundWells(all, errorOf).map(square));
    const intercepts = meansByWell(escapes, errorOf);
    const predict = (escape: MeasuredEscape) =>
      form.offset(escape) + intercepts.get(escape.well)! + slope * x(escape);
    return { slope, predict, errorIn, error: errorIn(escapes) };
  });
  return candidates.reduce((best, candidate) => (candidate.error < best.error ? candidate : best));
}

/** Mean squared error of log iterations in each group, with the slope from all the other groups. */
export function heldOutErrors(form: Form, escapes: readonly MeasuredEscape[]): number[] {
  return [...new Set(escapes.map(({ group }) => group))].map((group) =>
    fitForm(
      form,
      escapes.filter((escape) => escape.group !== group),
    ).errorIn(escapes.filter((escape) => escape.group === group)),
  );
}

/**
 * The power with which iterations times batch size grow with batch size over step size, whatever it is. Under
 * the Levy law it is the index of the noise, and so 1 to 2.
 */
export function powerOf(escapes: readonly MeasuredEscape[]): number {
  return fitForm({ ...forms[0], least: -Infinity, most: Infinity }, escapes).slope;
}

/** What a form has to explain beside its offset. */
function targetOf(form: Form): (escape: MeasuredEscape) => number {
  return (escape) => escape.logIterations - form.offset(escape);
}

function meansByWell(
  escapes: readonly MeasuredEscape[],
  valueOf: (escape: MeasuredEscape) => number,
): Map<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const escape of escapes) {
    const { sum, count } = sums.get(escape.well) ?? { sum: 0, count: 0 };
    sums.set(escape.well, { sum: sum + valueOf(escape), count: count + 1 });
  }
  return new Map([...sums].map(([well, { sum, count }]) => [well, sum / count]));
}

/** Values less their mean over the well. */
function aroundWells(
  escapes: readonly MeasuredEscape[],
  valueOf: (escape: MeasuredEscape) => number,
): number[] {
  const means = meansByWell(escapes, valueOf);
  return escapes.map((escape) => valueOf(escape) - means.get(escape.well)!);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
