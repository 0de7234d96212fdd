/** The network of the smoke profile. */
export const smallNetwork = {
  dataset: 'procedural-digits',
  examples: 1000,
  width: 8,
  depth: 3,
  loss: 'cross-entropy',
  batchSize: 100,
  replicate: 0,
  iterations: [0, 100] as number[],
} as const;
