import type { Axis, Layer, Role } from './figure.js';

/** What a panel is made of, so that a figure reads as a list of what is to be seen. */

type Numbers = readonly number[];

/** Ends of error bars, or the edges of a band: one pair for each x. */
export interface Ends {
  readonly low: Numbers;
  readonly high: Numbers;
}

/** A mean with its standard error, as figures show it. */
export interface MeanPoint {
  readonly mean: number;
  readonly standardError: number;
}

/** Roles of several series that are alike, in order. */
export const seriesRoles: readonly Role[] = ['series1', 'series2', 'series3', 'series4'];

/** Error bars reach this many standard errors to either side. */
const barErrors = 2;
/** On a logarithmic axis a bar needs a positive lower end: the mean over this at least. */
const mostFold = 100;

/** An axis with even steps. */
export function linearAxis(label: string, domain?: readonly [number, number]): Axis {
  return { label, scale: 'linear', ...(domain && { domain }) };
}

/** An axis with even factors. */
export function logAxis(label: string, domain?: readonly [number, number]): Axis {
  return { label, scale: 'log', ...(domain && { domain }) };
}

/** A line through the points in order. */
export function line(label: string, role: Role, x: Numbers, y: Numbers): Layer {
  return { mark: 'line', label, role, x, y };
}

/** Symbols, with error bars where their ends are given. */
export function points(label: string, role: Role, x: Numbers, y: Numbers, bars?: Ends): Layer {
  return { mark: 'points', label, role, x, y, ...bars };
}

/** The area between the edges. */
export function band(label: string, role: Role, x: Numbers, edges: Ends): Layer {
  return { mark: 'band', label, role, x, ...edges };
}

/** Dashed lines across the panel: vertical at each x, or horizontal at each y. */
export function rule(
  label: string,
  role: Role,
  at: { readonly x: Numbers } | { readonly y: Numbers },
): Layer {
  return { mark: 'rule', label, role, ...at };
}

/**
 * Positive means as symbols, with error bars of two standard errors.
 *
 * @param label - for the legend
 * @param role - fixes the colour
 * @param all - the means, in the order of their places
 * @param xOf - where on the x axis a mean stands
 */
export function means<Point extends MeanPoint>(
  label: string,
  role: Role,
  all: readonly Point[],
  xOf: (point: Point) => number,
): Layer {
  const y = all.map(({ mean }) => mean);
  return points(label, role, all.map(xOf), y, {
    low: all.map(({ mean, standardError }) => Math.max(mean / mostFold, mean - barErrors * standardError)),
    high: all.map(({ mean, standardError }) => mean + barErrors * standardError),
  });
}
