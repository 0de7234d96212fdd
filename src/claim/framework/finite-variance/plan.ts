import type { Settings } from '../../claim.js';
import { designFor } from '../../designs.js';
import type { PublishedRun } from '../../network/trainedNetwork.js';
import { planNetworks, type NetworkPlan } from '../networks.js';

/** Networks are trained until so many examples are learned, or to their last iteration. */
export const fit = { accuracy: 0.99, every: 500 };

/** The networks of each profile. */
const designs = {
  smoke: { examples: 20_000, networks: [{ width: 8, depth: 3, iterations: [0, 100] }], replicates: 1, fit },
  quick: {
    examples: 20_000,
    networks: [
      { width: 16, depth: 3, iterations: [0, 100, 1000, 10_000] },
      { width: 32, depth: 2, iterations: [0, 100, 1000, 10_000] },
    ],
    replicates: 1,
    fit,
  },
  paper: {
    examples: 60_000,
    networks: [
      { width: 16, depth: 3, iterations: [0, 100, 1000, 30_000] },
      { width: 64, depth: 3, iterations: [0, 100, 1000, 20_000] },
      { width: 256, depth: 3, iterations: [0, 100, 1000, 10_000] },
    ],
    replicates: 5,
    fit,
  },
} as const satisfies Record<string, NetworkPlan>;

/** The networks of a profile. */
export function networks(settings: Settings): PublishedRun[] {
  return planNetworks(designFor(designs, settings.profile), settings);
}
