export {
  asymmetricDoubleWell,
  doubleWell,
  flat,
  multiWell,
  Potential,
  quadraticWell,
  splineThrough,
  type Basin,
  type Extremum,
  type Piece,
  type PotentialShape,
  type Well,
} from './potential/index.js';
export { brownian, clippedLevy, levy, type Driver } from './driver.js';
export { coarsestStep, type Scheme } from './scheme.js';
export { exitTimes, overshoots, type Exits, type ExitSettings } from './exit.js';
export {
  addCounts,
  countExits,
  meanExitTime,
  medianExitTime,
  type ExitCounts,
  type MeanExitTime,
} from './exitSummary.js';
export {
  medianInterval,
  restrictedMean,
  exitSurvival,
  type MedianInterval,
  type RestrictedMean,
  type SurvivalStep,
} from './survival.js';
export { refinement, type Refinement, type RefinementSettings } from './refinement.js';
export { path, type PathSettings } from './path.js';
export { escapeTheory, type Escape, type EscapeTheory } from './escapeTheory.js';
export { exitStatistics, type ExitStatistics } from './exitStatistics.js';
export type { MeanExitInterval } from './meanInterval.js';
export {
  customLandscape,
  mullerBrown,
  needle,
  productLandscape,
  quadraticForm,
  quadraticLandscape,
  radialPassageTime,
  randomRotation,
  rotated,
  separable,
  type Landscape,
  type LandscapeDescription,
  type NeedleLandscape,
  type NeedleShape,
  type Place,
} from './landscape/index.js';
export {
  compoundPoisson,
  mixture,
  scaledBy,
  sgdNoise,
  temperedLevy,
  type CompoundPoissonDriver,
  type Components,
  type MixtureDriver,
  type ScaledDriver,
  type SgdDriver,
  type SgdNoise,
  type SgdNoiseSettings,
  type SpaceDriver,
  type TemperedDriver,
} from './noise/index.js';
export {
  spaceExits,
  spacePath,
  type Domain,
  type SpaceExits,
  type SpaceExitSettings,
  type SpacePathSettings,
  type SpaceScheme,
  type SpaceSettings,
} from './space/index.js';
export {
  addTransitions,
  wellTransitions,
  type WellTransitions,
  type WellTransitionSettings,
} from './wellTransitions.js';
export {
  convergenceScale,
  criticalStepSize,
  discretisationBound,
  exitProbability,
  exitTimeFromInterval,
  eyringKramersTime,
  floorExponent,
  freidlinWentzell,
  getoorTime,
  iterateTailIndex,
  kramersTime,
  largestStationaryStep,
  largestStepSize,
  levyConstant,
  levyExitIterations,
  levyExitTime,
  levyExitTimeAlongAxes,
  levyExitTimeFromBall,
  levyTransitionRates,
  lyapunovExponent,
  momentGrowth,
  logEyringKramersTime,
  nonlocalExitTime,
  passageTime,
  type AxisReach,
  stationaryLaw,
  stationaryScale,
  temperature,
  type DiscretisationProblem,
  type NonlocalExit,
  type NonlocalSettings,
  type Passage,
  type QuadraticDescent,
  type SandwichConstants,
  type SmallStepEscape,
  type SquareMatrix,
  type StreamingRegression,
  type StepSizeConstants,
} from './theory/index.js';
export { exitTimeStep, type ExitTimeStep, type TimeStepLimit } from './exitTimeStep.js';
export { biasOrder, timeStepBias, type RefinedTimes, type TimeStepBias } from './timeStepBias.js';
