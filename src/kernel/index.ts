export { kernelExports, withArena, Arena, type Block } from './instance.js';
export { addPooledRow, sumLogAbsolute, type PooledState } from './sums/logsum.js';
export { blockSums, logSumDifferences, type LogSumDifferences } from './sums/blocks.js';
export { addRowMixtures, dotProducts } from './rows/rowProducts.js';
export { binaryUnit, inBinaryUnits } from './binaryUnit.js';
export { RowMean } from './rows/rowMean.js';
export {
  areFinite,
  centreTile,
  rawTile,
  type RawTile,
  tileMoments,
  type TileMoments,
} from './rows/rawTile.js';
export {
  addPooledTile,
  addProjections,
  copyTile,
  mixedTile,
  normalTile,
  type Numbers,
  pooledPlaces,
  pooledRowNumbers,
  type Tile,
  tileColumns,
} from './rows/tile.js';
export { runTasks, type Outcome, type PoolSettings, type WorkerPort } from './pool/pool.js';
export {
  atan2Of,
  cos,
  cosOf,
  cubeRoot,
  exp,
  expOf,
  halfLogTwoPi,
  hypotenuse,
  log,
  logOf,
  pow,
  powOf,
  sin,
  sinOf,
  square,
} from './math.js';
export { copyOfMatrix, matrixIn, multiply, type Matrix } from './network/matrix.js';
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
  type LossInput,
} from './network/network.js';
export {
  exponentialDraws,
  fillExponentials,
  fillNormals,
  fillStables,
  fillUniforms,
  integerDraws,
  normalDraws,
  permutationDraw,
  philox,
  stableDraws,
  tangentOfIndex,
  uniformDraws,
  type DrawStart,
  type IntegerDraws,
  type StableParameters,
} from './draw/draw.js';
export {
  exitRecord,
  exits,
  exitWays,
  PathDraws,
  pathPlaces,
  type DriftPiece,
  type Dynamics,
  type ExitTask,
  type Noise,
} from './exits.js';
export { symmetricLayout } from './draw/symmetricTable.js';
export { shiftPoint, stableLogarithms, stablePoint, type StablePlace } from './stableLaw.js';
export {
  blocksPerSeed,
  drawsPerSeed,
  fillTabulated,
  type InverseTable,
  tableExponents,
} from './draw/tabulated.js';
export {
  addAtPlaces,
  addPatches,
  imagePatches,
  maxPool,
  takeFromPlaces,
  windowPlaces,
  type WindowShape,
} from './network/convolution.js';
export {
  addColumnSums,
  addRowSums,
  addTanhCurvature,
  addToColumns,
  addToRows,
  hyperbolicTangent,
  reshapedRows,
  scaleByTanhSlope,
} from './network/elementwise.js';
