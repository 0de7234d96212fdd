export { heapBase } from './memory';
export {
  atan2Of,
  cosArray,
  cosOf,
  expArray,
  expOf,
  logArray,
  logOf,
  powArray,
  powOf,
  sinArray,
  sinOf,
} from './math';
export { sumLogAbsolute } from './logsum';
export { addMoments, allFinite, centreColumns, sumColumns, sumSquares } from './columns';
export { pooledSums, pooledTile } from './pooled';
export { blockSums, countIrregular, logSumDifferences } from './blocks';
export { addDotProducts, addRowMixtures } from './rowProducts';
export { philoxBlock } from './philox';
export { fillExponential, fillNormal, fillStable, fillUniform } from './draw';
export { fillIntegers, fillPermutation } from './integer';
export { tangentOfIndex } from './stable';
export { matrixProduct, matrixWorkspace } from './matrix';
export {
  crossEntropy,
  crossEntropyTangent,
  linearHinge,
  maskInactive,
  mostClasses,
  outerProduct,
  predictions,
  rectify,
  squaredLoss,
  squaredLossTangent,
} from './network';
export { bridgedExits } from './bridgedExits';
export { gridExits } from './gridExits';
export { gridPath, pathDraws, seedDraws } from './path';
export { shiftPoint } from './stableLaw';
export { stableBatch } from './stableBatch';
export { stablePoint } from './stablePoint';
export { fillTabulated } from './tabulated';
export { addAtPlaces, addPatches, imagePatches, maxPool, takeFromPlaces } from './convolution';
export {
  addColumnSums,
  addRowSums,
  addTanhCurvature,
  addToColumns,
  addToRows,
  hyperbolicTangent,
  scaleByTanhSlope,
} from './elementwise';
