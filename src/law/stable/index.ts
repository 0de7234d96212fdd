export { stable, type StableLaw, type StableParameters } from './law.js';
export { draw } from './draw.js';
export { characteristicFunction, type ComplexArray } from './characteristicFunction.js';
