// General statistics: intervals, lines, tests. Samples and estimates in, numbers with their errors out.
export { andersonDarling, type NormalityTest } from './andersonDarling.js';
export { discoveries } from './discoveries.js';
export { exponentialTest, type ExponentialTest } from './exponentialTest.js';
export {
  type Interval,
  meanOf,
  normalInterval,
  scaledInterval,
  studentInterval,
  weightedMean,
} from './interval.js';
export { jackknifeInterval } from './jackknife.js';
export {
  bipowerRatio,
  blockScales,
  gaussianIncrements,
  type JumpTest,
  jumpTest,
  largestStepsShare,
} from './jumpTest.js';
export { type Line, weightedLine } from './line.js';
export { maxToSumRatio, type Kurtosis, excessKurtosis } from './moments.js';
export { permutationTest } from './permutationTest.js';
export { type Plane, leastSquaresPlane } from './plane.js';
export { rankCorrelation } from './rankCorrelation.js';
export { mostByChance } from './mostByChance.js';
export { knownSlope } from './knownSlope.js';
export { evened, withScaleOf } from './sameScale.js';
export { sharedLevel } from './sharedLevel.js';
export { shapiroWilk } from './shapiroWilk.js';
export { signTest } from './signTest.js';
export { studentQuantile } from './studentQuantile.js';
