export { buildFingerprint } from './build.js';
export { canonicalJson } from './canonicalJson.js';
export {
  discardCells,
  lookUpCell,
  storeCell,
  type CellIdentity,
  type CellRecord,
  type Lookup,
} from './cells.js';
export { chooseDataset, findDataset, loadDataset } from './data.js';
export { writeFailure } from './fileFailure.js';
export { writeWhole } from './files.js';
export { openGradients, type GradientTensor, type OpenedGradients, type Skipped } from './gradients/index.js';
export { checkWritable, checkWritableFile } from './outputFolder.js';
export { readTextFile } from './textFile.js';
export {
  describeRun,
  recordedGradients,
  RunFolder,
  type HistoryLine,
  type RunDescription,
} from './run/index.js';
export { version } from './version.js';
