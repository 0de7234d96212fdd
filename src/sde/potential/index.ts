export { Potential, type Basin, type Piece, type PotentialShape } from './potential.js';
export { flat, quadraticWell } from './quadratic.js';
export { asymmetricDoubleWell, doubleWell, type Well } from './doubleWell.js';
export { multiWell, type Extremum } from './multiWell.js';
export { splineThrough } from './spline.js';
