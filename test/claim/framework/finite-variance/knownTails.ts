import { finiteVariance } from '#heavytail/claim/framework/finite-variance/claim';
import type { Look, Shape } from '#heavytail/claim/framework/finite-variance/tail';
import { settingsOf } from '../../exitWorlds.js';
import { smallNetwork } from '../smallNetwork.js';

/** Standard error of every made-up shape. */
export const error = 0.05;

const shapeOf = (value: number | null): Shape | null =>
  value === null ? null : { value, standardError: error, excesses: 200 };

/**
 * A tail with these shapes of its largest 1 % and 2 %, both the same where one is given, which grows over the
 * range before them as `growth` says.
 */
export function tail(first: number | null, second = first, growth = first ?? 0): Look {
  return {
    shapes: [shapeOf(first), shapeOf(second)],
    growths: Array.from({ length: 20 }, (_, group) => growth + (group % 2 ? error : -error)),
    largestShare: 0.01,
    survival: [
      [1, 0.5],
      [2, 0.1],
    ],
    accuracy: 0.9,
  };
}

/** What the claim says of snapshots of one network and of worlds of known law. */
export function judged(
  seen: readonly Look[],
  worlds: { readonly stable?: Look; readonly gaussian?: Look } = {},
) {
  const iterations = seen.map((_, i) => 100 * i);
  const network = { ...smallNetwork, iterations };
  const looks = seen.map((one, i) => ({ ...one, iteration: iterations[i]! }));
  return finiteVariance.judge(
    [
      { kind: 'network', network, looks },
      { kind: 'worlds', worlds: { stable: tail(0.8), gaussian: tail(-0.1), ...worlds } },
    ],
    { ...settingsOf('smoke'), dataset: 'procedural-digits' },
  );
}
