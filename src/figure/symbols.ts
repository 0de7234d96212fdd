import type { SymbolName } from './theme.js';

/** What a symbol is drawn on: a path builder. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  closePath(): void;
}

type Corners = readonly (readonly [number, number])[];

/** Outlines, in units of the radius of the circle that looks equally heavy. */
const outlines: Readonly<Partial<Record<SymbolName, Corners>>> = {
  triangle: [
    [0, -1.25],
    [1.15, 0.75],
    [-1.15, 0.75],
  ],
  downTriangle: [
    [0, 1.25],
    [1.15, -0.75],
    [-1.15, -0.75],
  ],
  square: [
    [-0.88, -0.88],
    [0.88, -0.88],
    [0.88, 0.88],
    [-0.88, 0.88],
  ],
  diamond: [
    [0, -1.3],
    [1.1, 0],
    [0, 1.3],
    [-1.1, 0],
  ],
  star: Array.from({ length: 10 }, (_, corner) => {
    const reach = corner % 2 === 0 ? 1.5 : 0.65;
    const angle = (Math.PI * corner) / 5;
    return [reach * Math.sin(angle), -reach * Math.cos(angle)] as const;
  }),
};

/** Symbols made of strokes: pairs of ends. */
const strokes: Readonly<Partial<Record<SymbolName, readonly Corners[]>>> = {
  plus: [
    [
      [-1.2, 0],
      [1.2, 0],
    ],
    [
      [0, -1.2],
      [0, 1.2],
    ],
  ],
  times: [
    [
      [-0.95, -0.95],
      [0.95, 0.95],
    ],
    [
      [-0.95, 0.95],
      [0.95, -0.95],
    ],
  ],
};

/** Whether the symbol is made of strokes, so that it has nothing to fill. */
export function isStroked(symbol: SymbolName): boolean {
  return symbol in strokes;
}

/**
 * Draws a symbol around the origin.
 *
 * @param pen - what it is drawn on
 * @param symbol - its name
 * @param radius - of the circle of equal weight, in pixels
 */
export function drawSymbol(pen: Pen, symbol: SymbolName, radius: number): void {
  for (const line of strokes[symbol] ?? []) trace(pen, line, radius);
  const outline = outlines[symbol];
  if (outline !== undefined) {
    trace(pen, outline, radius);
    pen.closePath();
  } else if (!isStroked(symbol)) {
    pen.moveTo(radius, 0);
    pen.arc(0, 0, radius, 0, 2 * Math.PI);
  }
}

function trace(pen: Pen, corners: Corners, radius: number): void {
  corners.forEach(([x, y], index) => {
    if (index === 0) pen.moveTo(x * radius, y * radius);
    else pen.lineTo(x * radius, y * radius);
  });
}
