export { drawFigure, type Drawing } from './svg.js';
export { darkStyle } from './theme.js';
export { escapeMarkup } from './text.js';
export { figurePainter, type Painting } from './painting.js';
