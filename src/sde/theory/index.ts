export { exitProbability, exitTimeFromInterval, passageTime } from './passageTime.js';
export { kramersTime } from './kramers.js';
export { levyConstant, levyExitTime, levyTransitionRates } from './levyExit.js';
export { getoorTime } from './getoor.js';
export { levyExitTimeAlongAxes, levyExitTimeFromBall, type AxisReach } from './levyExitSpace.js';
export {
  eyringKramersTime,
  freidlinWentzell,
  logEyringKramersTime,
  type Passage,
} from './eyringKramers.js';
export type { SquareMatrix } from './symmetricEigenvalues.js';
export { stationaryLaw } from './stationaryLaw.js';
export { convergenceScale, floorExponent, stationaryScale, type QuadraticDescent } from './convergence.js';
export { levyExitIterations, temperature, type SmallStepEscape } from './exitIterations.js';
export {
  discretisationBound,
  largestStepSize,
  type DiscretisationProblem,
  type SandwichConstants,
  type StepSizeConstants,
} from './discretisation.js';
export { nonlocalExitTime, type NonlocalExit, type NonlocalSettings } from './nonlocal.js';
export {
  criticalStepSize,
  iterateTailIndex,
  largestStationaryStep,
  lyapunovExponent,
  momentGrowth,
  type StreamingRegression,
} from './iterateTails.js';
