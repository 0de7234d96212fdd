import type { Settings } from '../../claim.js';
import { designFor } from '../../designs.js';
import { planNetworks, type NetworkPlan } from '../networks.js';
import type { MeasuredNetwork, Sizes, WorldSizes } from './run.js';

/** The networks of each profile, and how closely they are looked at. */
const designs = {
  smoke: {
    examples: 20_000,
    networks: [{ width: 8, depth: 3, iterations: [0, 100] }],
    replicates: 1,
    sizes: { coordinates: 40, directions: 10, draws: 4_000_000 },
    worlds: { columns: 160, draws: 16_000_000 },
  },
  quick: {
    examples: 20_000,
    networks: [{ width: 16, depth: 3, iterations: [0, 1000, 5000] }],
    replicates: 1,
    sizes: { coordinates: 60, directions: 12, draws: 9_000_000 },
    worlds: { columns: 160, draws: 24_000_000 },
  },
  paper: {
    examples: 60_000,
    networks: [
      { width: 16, depth: 3, iterations: [0, 100, 1000, 20_000] },
      { width: 64, depth: 3, iterations: [0, 100, 1000, 20_000] },
      { width: 256, depth: 3, iterations: [0, 100, 1000, 10_000] },
    ],
    replicates: 3,
    sizes: { coordinates: 200, directions: 40, draws: 200_000_000 },
    worlds: { columns: 200, draws: 200_000_000 },
  },
} as const satisfies Record<string, NetworkPlan & { sizes: Sizes; worlds: Omit<WorldSizes, 'examples'> }>;

/** The networks of a profile. */
export function networks(settings: Settings): MeasuredNetwork[] {
  const design = designFor(designs, settings.profile);
  return planNetworks(design, settings).map((network) => ({ ...network, ...design.sizes }));
}

/** As many examples as the data set of the profile has. */
export function worldSizes({ profile }: Settings): WorldSizes {
  const { worlds, examples } = designFor(designs, profile);
  return { ...worlds, examples };
}
