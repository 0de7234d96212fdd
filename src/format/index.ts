export { readDigitsCsv, type LabelledPixels } from './digitsCsv.js';
export { readIdx, type IdxArray } from './idx.js';
