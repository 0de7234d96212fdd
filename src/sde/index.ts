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
export { ballExitTimes, type BallExits, type BallSettings } from './ball.js';
export { path, type PathSettings } from './path.js';
export {
  addTransitions,
  wellTransitions,
  type WellTransitions,
  type WellTransitionSettings,
} from './wellTransitions.js';
export {
  exitProbability,
  exitTimeFromInterval,
  getoorTime,
  kramersTime,
  levyConstant,
  levyExitTime,
  levyTransitionRates,
  passageTime,
} from './theory/index.js';
