export { exitProbability, exitTimeFromInterval, passageTime } from './passageTime.js';
export { kramersTime } from './kramers.js';
export { levyConstant, levyExitTime, levyTransitionRates } from './levyExit.js';
export { getoorTime } from './getoor.js';
export { levyExitTimeAlongAxes, levyExitTimeFromBall, type AxisReach } from './levyExitSpace.js';
