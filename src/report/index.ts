export { writeReport, type WrittenReport } from './claims/write.js';
export { thisMachine, type Machine } from './claims/environment.js';
export { reportSchema, type ReportData } from './claims/schema.js';
export type { DatasetFacts, ReportInput } from './claims/reportData.js';
export { formatDuration, formatEstimate, formatNumber } from './number.js';
export { csvOf } from './tables.js';
export { analysisPage } from './analysisPage.js';
export { experimentPage, type ExperimentPage } from './experimentPage.js';
export { parquetOfTable } from './parquet.js';
