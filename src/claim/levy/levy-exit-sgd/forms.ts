import { logOf, square } from '../../../kernel/index.js';

/**
 * How the number of iterations to leave a well depends on the well and on SGD, by several theories. Each
 * is a straight line, log iterations = offset + intercept + slope x, in what is measured of the well.
 */

/** What is measured of a well, and how SGD left it. */
export type MeasuredEscape = {
  /** Escapes of one group share their data. */
  readonly group: string;
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

export const forms: readonly Form[] = [
  {
    name: 'levy',
    least: 1,
    most: 2,
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
  predict(escape: MeasuredEscape): number;
}

/** The least-squares fit of a form, its slope kept within what the theory allows. */
export function fitForm(form: Form, escapes: readonly MeasuredEscape[]): FittedForm {
  const targets = escapes.map((escape) => escape.logIterations - form.offset(escape));
  const candidates = form.xs.map((x) => {
    const values = escapes.map(x);
    const [meanX, meanY] = [mean(values), mean(targets)];
    const spread = values.reduce((sum, value) => sum + square(value - meanX), 0);
    const joint = values.reduce((sum, value, i) => sum + (value - meanX) * (targets[i] - meanY), 0);
    const slope = Math.min(form.most, Math.max(form.least, joint / spread));
    const intercept = meanY - slope * meanX;
    const predict = (escape: MeasuredEscape) => form.offset(escape) + intercept + slope * x(escape);
    return { slope, predict, error: squaredError(predict, escapes) };
  });
  return candidates.reduce((best, candidate) => (candidate.error < best.error ? candidate : best));
}

/** Mean squared error of log iterations in each group, predicted from all the other groups. */
export function heldOutErrors(form: Form, escapes: readonly MeasuredEscape[]): number[] {
  return [...new Set(escapes.map(({ group }) => group))].map((group) => {
    const fitted = fitForm(
      form,
      escapes.filter((escape) => escape.group !== group),
    );
    return squaredError(
      fitted.predict,
      escapes.filter((escape) => escape.group === group),
    );
  });
}

function squaredError(
  predict: (escape: MeasuredEscape) => number,
  escapes: readonly MeasuredEscape[],
): number {
  return mean(escapes.map((escape) => square(escape.logIterations - predict(escape))));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
