export { columnBlocks, type ColumnBlock } from './columnBlocks.js';
export { analyseMatrix, type MatrixAnalysis, type MatrixSettings } from './matrix.js';
export { analysisSchema, tensorReport, type AnalysisReport, type TensorReport } from './schema.js';
export { overallVerdict } from './overall.js';
export { analysisTable } from './table.js';
export { analysisFigure } from './figure.js';
export { batchScaling, type BatchScaling } from './batchScaling.js';
export { analyseNorms } from './norms.js';
