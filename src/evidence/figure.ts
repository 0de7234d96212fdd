/**
 * A figure as data: what is to be seen, without how it is drawn. Claims make these; the figure layer
 * turns them into SVG, and the report links the same numbers as CSV.
 */

/** The part that a layer plays; fixes its colour, dash and symbol in every figure of the project. */
export type Role =
  | 'brownian'
  | 'levy'
  | 'theory'
  | 'measured'
  | 'surrogate'
  | 'control'
  | 'series1'
  | 'series2'
  | 'series3'
  | 'series4';

/** One thing that a panel shows: marks of one kind and colour. Arrays of one layer have one length. */
export interface Layer {
  /**
   * line: through the points in order. points: symbols, with error bars where low and high are given.
   * band: the area between low and high. steps: a step line. rule: a dashed horizontal line at each y
   * (or vertical at each x when y is absent). notes: a text beside each point; where the point lies above or
   * below the axes, an arrow at the frame points to it.
   */
  readonly mark: 'line' | 'points' | 'band' | 'steps' | 'rule' | 'notes';
  /** Legend text; layers of equal label and role share one legend entry. */
  readonly label: string;
  readonly role: Role;
  readonly x?: readonly number[];
  readonly y?: readonly number[];
  /** Ends of error bars, or edges of a band. */
  readonly low?: readonly number[];
  readonly high?: readonly number[];
  /** What notes say, a few signs each. */
  readonly texts?: readonly string[];
}

/** What an axis shows, and how. */
export interface Axis {
  /** Quantity, with its unit in brackets. */
  readonly label: string;
  readonly scale: 'linear' | 'log';
  /** From and to; without it the axis holds all that is shown. */
  readonly domain?: readonly [number, number];
}

/** One pair of axes. */
export interface Panel {
  readonly title?: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly layers: readonly Layer[];
}

/** A picture of one or several panels. */
export interface Figure {
  /** Lower-case words joined by hyphens, starting with the claim's id; becomes a file name. */
  readonly name: string;
  readonly title: string;
  /** What one sees, in a sentence or two; also the picture's text alternative. */
  readonly caption: string;
  /** Drawn side by side where there is room, otherwise below one another. */
  readonly panels: readonly Panel[];
}
