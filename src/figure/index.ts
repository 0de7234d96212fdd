export { drawFigure, type Drawing } from './svg.js';
export { darkStyle, ground } from './theme.js';
