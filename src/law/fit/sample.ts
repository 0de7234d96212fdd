import { sampleQuantiles } from '../stable/fit/quantileMethod.js';

/** A sample in order. */
export interface SortedSample {
  readonly sorted: Float64Array;
  /** The median of the sample. */
  readonly centre: number;
  /** Its quartile range. */
  readonly unit: number;
}

/** A sample in order, and brought to median 0 and quartile range 1. */
export interface StandardSample extends SortedSample {
  readonly values: Float64Array;
}

const fewestPoints = 10;

/**
 * Sorts a sample.
 *
 * @param sample - at least 10 finite numbers, not half of them equal
 * @throws {RangeError} when the sample is not like that
 */
export function sortedSample(sample: ArrayLike<number>): SortedSample {
  if (sample.length < fewestPoints) {
    throw new RangeError(`The sample has ${sample.length} points; a fit needs at least ${fewestPoints}.`);
  }
  const sorted = Float64Array.from(sample);
  const wrong = sorted.findIndex((x) => !Number.isFinite(x));
  if (wrong >= 0)
    throw new RangeError(`Point ${wrong} of the sample is ${sorted[wrong]}; it must be finite.`);
  sorted.sort();
  const [q25, centre, q75] = sampleQuantiles(sorted, [0.25, 0.5, 0.75]);
  const half = Math.ceil(sorted.length / 2);
  const repeated = sorted.find((x, i) => x === sorted[i + half - 1]);
  if (repeated !== undefined) {
    throw new RangeError(
      `Half of the ${sorted.length} points are equal (to ${repeated}): no continuous law fits them.`,
    );
  }
  const unit = q75 - q25;
  if (!(unit > 0 && unit < Infinity)) {
    throw new RangeError(
      `The quartiles of the sample, ${q25} and ${q75}, are too close together or too far apart ` +
        'for the number range.',
    );
  }
  return { sorted, centre, unit };
}

/**
 * Sorts a sample and brings it to median 0 and quartile range 1.
 *
 * @param sample - at least 10 finite numbers, not half of them equal
 * @throws {RangeError} when the sample is not like that, or reaches over too many quartile ranges for the
 *   number range
 */
export function standardSample(sample: ArrayLike<number>): StandardSample {
  const { sorted, centre, unit } = sortedSample(sample);
  const values = sorted.map((x) => (x - centre) / unit);
  const [lowest, highest] = [values[0], values[values.length - 1]];
  if (!(Number.isFinite(lowest) && Number.isFinite(highest))) {
    throw new RangeError(
      `The sample reaches from ${sorted[0]} to ${sorted[sorted.length - 1]}, over more quartile ranges ` +
        `(of ${unit}) than numbers can count; leave out the farthest points.`,
    );
  }
  return { sorted, values, centre, unit };
}
