import { alphaStable } from '#heavytail/claim/framework/alpha-stable/claim';
import type { Look } from '#heavytail/claim/framework/alpha-stable/run';
import { settingsOf } from '../../exitWorlds.js';
import { smallNetwork } from '../smallNetwork.js';

/** Weights that a made-up index is a mean over, in turn above and below it. */
const weights = 40;

/** Noise with these indices at b = 2, 20 and 200, each ± `scatter` in its weights' 1/alpha. */
export function look(
  indices: readonly [number, number, number],
  { scatter = 0.002, ...contest }: Partial<Omit<Look, 'slopes'>> & { readonly scatter?: number } = {},
): Look {
  return {
    slopes: indices.map((index, range) =>
      Array.from(
        { length: weights },
        // Ranges are out of step, so that they are not paired.
        (_, weight) => 1 / index - 1 + ((weight >> range) % 2 ? scatter : -scatter),
      ),
    ),
    best: 'stable',
    stableZ: 0,
    stableRejected: false,
    ...contest,
  };
}

/** Alpha-stable noise keeps its index; other noise does not. */
export const kept = look([1.5, 1.5, 1.5]);
export const risen = look([1.2, 1.6, 1.95], { best: 'student-t', stableZ: -5, stableRejected: true });
export const gaussian = look([1.98, 2, 2], { best: 'gaussian', stableZ: -5, stableRejected: true });

/** What the claim says of snapshots of one network and of worlds of known law. */
export function judged(
  seen: readonly Look[],
  worlds: { readonly stable?: Look; readonly mixture?: Look } = {},
) {
  const network = { ...smallNetwork, coordinates: weights, draws: 1000, minibatches: 100 };
  return alphaStable.judge(
    [
      { kind: 'network', network, looks: seen.map((one, i) => ({ ...one, iteration: 100 * i })) },
      { kind: 'worlds', worlds: { stable: kept, mixture: risen, ...worlds } },
    ],
    { ...settingsOf('smoke'), dataset: 'procedural-digits' },
  );
}
