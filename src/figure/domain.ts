import type { Axis, Layer, Panel } from '../evidence/index.js';

export type Side = 'x' | 'y';

/** Sizes beyond this one, and below its inverse on a log axis, overflow the arithmetic of scales. */
const limit = 1e150;

/**
 * Whether an axis can show the value at all: finite, positive on a log axis, and of a size that scales can
 * hold.
 */
export function fitsScale(axis: Axis, value: number | undefined): value is number {
  if (value === undefined || !(Math.abs(value) <= limit)) return false;
  return axis.scale === 'linear' || value >= 1 / limit;
}

/**
 * The range that an axis shows: its own domain, or else all that its layers hold, with a margin.
 * A domain that the axis cannot show (reversed, not finite, not positive on a log axis) counts as none.
 */
export function domainOf(panel: Panel, side: Side): readonly [number, number] {
  const axis = panel[side];
  const given = axis.domain;
  if (given !== undefined && given.every((end) => fitsScale(axis, end)) && given[0] < given[1]) return given;
  const values = valuesOn(panel, side);
  if (values.length === 0) return axis.scale === 'log' ? [1, 10] : [0, 1];
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return axis.scale === 'log' ? paddedLog(low, high) : paddedLinear(low, high);
}

/** All values of a panel that its axis can show. */
export function valuesOn(panel: Panel, side: Side): number[] {
  const axis = panel[side];
  return panel.layers
    .flatMap((layer) => listsOn(layer, side))
    .flatMap((list) => list.filter((value) => fitsScale(axis, value)));
}

function listsOn({ x, y, low, high }: Layer, side: Side): (readonly number[])[] {
  const lists = side === 'x' ? [x] : [y, low, high];
  return lists.filter((list) => list !== undefined);
}

/** Room beyond the data on either side: a share of what they span, or of one value that stands alone. */
const margin = 0.05;
const marginOfOne = 0.1;
const factorOfOne = 2;

function paddedLinear(low: number, high: number): readonly [number, number] {
  const span = high - low;
  const room = span > 0 ? span * margin : Math.abs(low) * marginOfOne || 1;
  // An axis whose data begin at zero begins at zero.
  return [low === 0 && span > 0 ? 0 : low - room, high === 0 && span > 0 ? 0 : high + room];
}

function paddedLog(low: number, high: number): readonly [number, number] {
  const factor = high > low ? (high / low) ** margin : factorOfOne;
  return [low / factor, high * factor];
}
