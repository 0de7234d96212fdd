export type { Landscape, Place } from './landscape.js';
export { quadraticForm, quadraticLandscape } from './quadratic.js';
export { productLandscape, separable } from './separable.js';
export { randomRotation, rotated } from './rotated.js';
export { needle, type NeedleLandscape, type NeedleShape } from './needle.js';
export { radialPassageTime } from './radialPassage.js';
export { mullerBrown } from './mullerBrown.js';
export { customLandscape, type LandscapeDescription } from './custom.js';
