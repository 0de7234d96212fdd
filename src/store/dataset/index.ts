export { chooseDataset, exampleShapeOf, findDataset, loadDataset, standInNote } from './data.js';
export { dataFolders, getCommand } from './folders.js';
export { catalogue } from './catalogue.js';
export type { CatalogueEntry, Source } from './original.js';
export { surveyDatasets, type DatasetSurvey } from './survey.js';
export { checkDatasets, type DatasetCheck } from './check.js';
export { getDataset, NotDownloaded, type GetEvent, type GetOptions } from './get.js';
export { openNetwork } from './download/network.js';
export type { Patience } from './download/download.js';
