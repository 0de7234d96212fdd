import type { NoiseControls } from '#heavytail/claim/network/noiseControls';

/** Known worlds measured right: alpha-stable noise of index 1.5 found, Gaussian noise told from it. */
export const knownWorlds: NoiseControls = {
  injected: { inverse: 1 / 1.5, standardError: 0.01, acceptanceRatio: 0 },
  injectedPooled: { inverse: 1 / 1.5, standardError: 0.01, surrogateZ: 0 },
  gaussianPooledZ: 0,
};
