import { distance, type Landscape, type Place } from './landscape.js';

/** Steps of gradient flow before it is given up. */
const mostSteps = 100_000;
/** Of a step, relative to the distance that the last one had: grows while the gradient turns little. */
const growth = 1.3;
/** The first step, in inverse curvatures. */
const firstStep = 0.1;
/** A minimum this near (times the distance to the next other minimum) has been reached. */
const near = 1e-2;

/**
 * Index of the minimum that gradient flow from `x` reaches, -1 for none: Euler steps whose length is halved
 * while the value rises or the gradient turns by more than a tenth, so that they follow the flow and do not
 * jump into a neighbouring basin.
 */
export function descend(landscape: Landscape, x: Place): number {
  const { minima, dimension } = landscape;
  const reach = minima.map((minimum, i) => {
    const others = minima.filter((_, k) => k !== i).map((other) => distance(minimum, other));
    return near * (others.length === 0 ? 1 : Math.min(...others));
  });
  const place = Float64Array.from(x);
  const next = new Float64Array(dimension);
  const slope = new Float64Array(dimension);
  const nextSlope = new Float64Array(dimension);
  landscape.gradient(place, slope);
  let value = landscape.value(place);
  let step = firstStep / Math.max(landscape.steepestCurvature, Number.MIN_VALUE);
  for (let count = 0; count < mostSteps; count++) {
    const found = minima.findIndex((minimum, i) => distance(minimum, place) <= reach[i]);
    if (found >= 0) return found;
    const steepness = Math.sqrt(dot(slope, slope));
    if (steepness === 0) return -1;
    for (let j = 0; j < dimension; j++) next[j] = place[j] - step * slope[j];
    landscape.gradient(next, nextSlope);
    const nextValue = landscape.value(next);
    const turned = distance(slope, nextSlope) > 0.1 * steepness;
    if (nextValue >= value || turned) {
      step /= 2;
      if (step * steepness <= Number.EPSILON * Math.sqrt(dot(place, place))) return -1;
      continue;
    }
    place.set(next);
    slope.set(nextSlope);
    value = nextValue;
    step *= growth;
  }
  return -1;
}

function dot(a: Place, b: Place): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}
