import { exp, square } from '../../kernel/index.js';
import { firstExamples, type Dataset } from '../../net/index.js';

/**
 * A small non-convex loss on real images: where on a line are the images of two classes? Images are
 * projected on the difference of the means of the classes, scaled so that these lie at -1 and 1, and the
 * place mu minimises Welsch's loss, the mean over images of 1 - exp(-(x - mu)^2/(2 s^2)): one well a
 * class.
 */
export interface WelschLocation {
  /** Places of the images. */
  readonly places: Float64Array;
  /** Loss, its slope and the variance of single examples' slopes on an even grid. */
  readonly grid: Grid;
  readonly scale: number;
  /** The shallower minimum, the saddle between and the deeper minimum. */
  readonly minimum: number;
  readonly saddle: number;
  readonly deeper: number;
}

export interface Grid {
  readonly from: number;
  readonly step: number;
  readonly loss: Float64Array;
  readonly slope: Float64Array;
  readonly variance: Float64Array;
}

/** s where it is not said: a quarter of the distance between the means of the classes. */
const usualScale = 0.5;
/** Images of each class at most. */
const mostImages = 1000;
/** Places that are looked at: the means of the classes lie at -1 and 1. */
const gridFrom = -3;
const gridTo = 3;
const gridPoints = 3001;
/** Points of the integral of the quasi-potential. */
const integralPoints = 2000;

/**
 * The loss of the images of two classes.
 *
 * @param dataset - whose training images are placed
 * @param classes - 0 and 1 where not given
 * @param scale - s
 * @throws {RangeError} when the loss does not have two minima
 */
export function welschLocation(
  dataset: Dataset,
  classes: readonly [number, number] = [0, 1],
  scale = usualScale,
): WelschLocation {
  const places = projected(dataset, classes);
  const grid = gridOf(places, scale);
  const at = (i: number) => grid.from + i * grid.step;
  const crossings = (up: boolean) =>
    Array.from(grid.slope.keys()).filter(
      (i) =>
        i > 0 &&
        (up ? grid.slope[i - 1] < 0 && grid.slope[i] >= 0 : grid.slope[i - 1] > 0 && grid.slope[i] <= 0),
    );
  const minima = crossings(true);
  const saddles = crossings(false).filter((i) => i > minima[0] && i < minima[minima.length - 1]);
  if (minima.length !== 2 || saddles.length !== 1) {
    const found = `The loss of classes ${classes.join(' and ')} has ${minima.length} minima on the line`;
    throw new RangeError(`${found}; the experiment needs two.`);
  }
  const [left, right] = minima;
  const shallow = grid.loss[left] > grid.loss[right] ? left : right;
  return {
    places,
    grid,
    scale,
    minimum: at(shallow),
    saddle: at(saddles[0]),
    deeper: at(shallow === left ? right : left),
  };
}

function projected({ train, dimension }: Dataset, classes: readonly [number, number]): Float64Array {
  const members = classes.map((label) =>
    Array.from({ length: train.count }, (_, i) => i)
      .filter((i) => train.labels[i] === label)
      .slice(0, mostImages),
  );
  const { inputs } = firstExamples(train, 1 + Math.max(-1, ...members.flat()), dimension);
  const means = members.map((own) => {
    const mean = new Float64Array(dimension);
    for (const i of own) {
      for (let j = 0; j < dimension; j++) mean[j] += inputs[i * dimension + j] / own.length;
    }
    return mean;
  });
  const direction = means[1].map((value, j) => value - means[0][j]);
  const square = direction.reduce((sum, value) => sum + value * value, 0);
  const middle = means[0].map((value, j) => (value + means[1][j]) / 2);
  return Float64Array.from(members.flat(), (i) => {
    let along = 0;
    for (let j = 0; j < dimension; j++) along += (inputs[i * dimension + j] - middle[j]) * direction[j];
    return (2 * along) / square;
  });
}

function gridOf(places: Float64Array, scale: number): Grid {
  const step = (gridTo - gridFrom) / (gridPoints - 1);
  const loss = new Float64Array(gridPoints);
  const slope = new Float64Array(gridPoints);
  const variance = new Float64Array(gridPoints);
  for (let g = 0; g < gridPoints; g++) {
    const mu = gridFrom + g * step;
    const weights = exp(places.map((x) => -square(x - mu) / (2 * (scale * scale))));
    let [sum, squares] = [0, 0];
    for (let i = 0; i < places.length; i++) {
      const gradient = (-(places[i] - mu) / (scale * scale)) * weights[i];
      sum += gradient;
      squares += gradient * gradient;
      loss[g] += 1 - weights[i];
    }
    loss[g] /= places.length;
    slope[g] = sum / places.length;
    variance[g] = squares / places.length - square(slope[g]);
  }
  return { from: gridFrom, step, loss, slope, variance };
}

/** A place stays this far before the last point, so that there is a next one. */
const beforeEnd = 1.000001;

/** A function on the grid, linear between its points; beyond the grid its value at the end. */
export function onGrid({ from, step }: Grid, values: Float64Array, mu: number): number {
  const place = Math.max(0, Math.min(values.length - beforeEnd, (mu - from) / step));
  const i = Math.floor(place);
  return values[i] + (place - i) * (values[i + 1] - values[i]);
}

/**
 * Quasi-potential from the minimum to the saddle: 2 times the integral of slope over variance. With noise
 * of variance C(mu)/b the logarithm of the escape time grows by it with b/stepSize, to leading order
 * (Freidlin and Wentzell).
 */
export function quasiPotential({
  grid,
  minimum,
  saddle,
}: Pick<WelschLocation, 'grid' | 'minimum' | 'saddle'>): number {
  const [low, high] = [Math.min(minimum, saddle), Math.max(minimum, saddle)];
  let sum = 0;
  for (let i = 0; i < integralPoints; i++) {
    const mu = low + ((i + 0.5) * (high - low)) / integralPoints;
    sum += onGrid(grid, grid.slope, mu) / onGrid(grid, grid.variance, mu);
  }
  return Math.abs((2 * sum * (high - low)) / integralPoints);
}
