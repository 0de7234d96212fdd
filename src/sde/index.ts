export {
  asymmetricDoubleWell,
  doubleWell,
  flat,
  multiWell,
  Potential,
  quadraticWell,
  type Basin,
  type Extremum,
  type Piece,
  type PotentialShape,
  type Well,
} from './potential/index.js';
export { brownian, levy, type Driver } from './driver.js';
export { coarsestStep, type Scheme } from './scheme.js';
export { exitTimes, type Exits, type ExitSettings } from './exit.js';
export {
  addCounts,
  countExits,
  meanExitTime,
  medianExitTime,
  type ExitCounts,
  type MeanExitTime,
} from './exitSummary.js';
export { ballExitTimes, type BallExits, type BallSettings } from './ball.js';
export { path, type PathSettings } from './path.js';
export {
  convergenceScale,
  discretisationBound,
  exitProbability,
  exitTimeFromInterval,
  eyringKramersTime,
  floorExponent,
  freidlinWentzell,
  getoorTime,
  kramersTime,
  largestStepSize,
  levyConstant,
  levyExitIterations,
  levyExitTime,
  levyTransitionRates,
  logEyringKramersTime,
  nonlocalExitTime,
  passageTime,
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
  type StepSizeConstants,
} from './theory/index.js';
