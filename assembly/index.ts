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
} from './math/math';
export { sumLogAbsolute } from './sums/logsum';
export { addMoments, allFinite, centreColumns, sumColumns, sumSquares } from './rows/columns';
export { pooledSums, pooledTile } from './rows/pooled';
export { blockSums, countIrregular, logSumDifferences } from './sums/blocks';
export { addDotProducts, addRowMixtures } from './rows/rowProducts';
export { philoxBlock } from './draw/philox';
export { fillExponential, fillNormal, fillStable, fillUniform } from './draw/draw';
export { fillIntegers, fillPermutation } from './draw/integer';
export { tangentOfIndex } from './draw/stable';
export { matrixProduct, matrixWorkspace } from './network/matrix';
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
} from './network/network';
export { bridgedExits } from './path/bridgedExits';
export { gridExits } from './path/gridExits';
export { gridPath, pathDraws, seedDraws } from './path/path';
export { shiftPoint } from './law/stableLaw';
export { stableBatch } from './law/stableBatch';
export { stablePoint } from './law/stablePoint';
export { fillTabulated } from './draw/tabulated';
export { addAtPlaces, addPatches, imagePatches, maxPool, takeFromPlaces } from './network/convolution';
export {
  addColumnSums,
  addRowSums,
  addTanhCurvature,
  addToColumns,
  addToRows,
  hyperbolicTangent,
  scaleByTanhSlope,
} from './network/elementwise';
