export { analyseMatrix, type MatrixAnalysis, type MatrixSettings } from './matrix.js';
export { analysisSchema, tensorReport, type AnalysisReport, type TensorReport } from './schema.js';
export { overallVerdict } from './overall.js';
