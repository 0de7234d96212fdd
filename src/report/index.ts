export { writeReport, type WrittenReport } from './write.js';
export { thisMachine, type Machine } from './environment.js';
export { reportSchema, type ReportData } from './schema.js';
export type { ClaimRun, DatasetFacts, ReportInput } from './reportData.js';
export { formatDuration, formatEstimate, formatNumber } from './number.js';
export { csvOf } from './tables.js';
export { analysisPage } from './analysisPage.js';
export { experimentPage, type ExperimentPage } from './experimentPage.js';
export { parquetOfTable } from './parquet.js';
