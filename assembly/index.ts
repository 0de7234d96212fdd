export { heapBase } from './memory';
