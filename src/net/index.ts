export type { Dataset, Examples } from './dataset/dataset.js';
