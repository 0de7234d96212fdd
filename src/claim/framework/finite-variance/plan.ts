import type { Settings } from '../../claim.js';
import { designFor } from '../../designs.js';
import type { PublishedRun } from '../../network/trainedNetwork.js';
import { planNetworks, type NetworkPlan } from '../networks.js';

/** The networks of each profile, which are trained until nearly all examples are learned. */
const designs = {
  smoke: { examples: 20_000, networks: [{ width: 8, depth: 3, iterations: [0, 100] }], replicates: 1 },
  quick: {
    examples: 20_000,
    networks: [
      { width: 16, depth: 3, iterations: [0, 100, 1000, 10_000] },
      { width: 32, depth: 2, iterations: [0, 100, 1000, 4000] },
    ],
    replicates: 1,
  },
  paper: {
    examples: 60_000,
    networks: [
      { width: 16, depth: 3, iterations: [0, 100, 1000, 30_000] },
      { width: 64, depth: 3, iterations: [0, 100, 1000, 20_000] },
      { width: 256, depth: 3, iterations: [0, 100, 1000, 10_000] },
    ],
    replicates: 5,
  },
} as const satisfies Record<string, NetworkPlan>;

/** The networks of a profile. */
export function networks(settings: Settings): PublishedRun[] {
  return planNetworks(designFor(designs, settings.profile), settings);
}
