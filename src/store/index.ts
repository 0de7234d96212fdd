export { buildFingerprint } from './build.js';
export { canonicalJson } from './canonicalJson.js';
export {
  areCellsStored,
  discardCells,
  lookUpCell,
  storeCell,
  type CellIdentity,
  type CellRecord,
  type Lookup,
} from './cells.js';
export {
  catalogue,
  checkDatasets,
  chooseDataset,
  dataFolders,
  exampleShapeOf,
  findDataset,
  getCommand,
  getDataset,
  loadDataset,
  NotDownloaded,
  openNetwork,
  standInNote,
  surveyDatasets,
  type CatalogueEntry,
  type DatasetCheck,
  type DatasetSurvey,
  type GetEvent,
  type GetOptions,
  type Patience,
  type Source,
} from './dataset/index.js';
export { writeFailure } from './fileFailure.js';
export { writeWhole } from './files.js';
export {
  fullGradientOf,
  openGradients,
  type GradientTensor,
  type OpenedGradients,
  type Remark,
  type Skipped,
} from './gradients/index.js';
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
