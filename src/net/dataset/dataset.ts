/** Labelled examples in memory, ready for a network. */
export interface Examples {
  readonly count: number;
  /** count × dimension, row by row, normalised. */
  readonly inputs: Float32Array;
  /** count labels in 0 … classes − 1. */
  readonly labels: Uint8Array;
}

export interface Dataset {
  /** The name by which it is asked for: mnist, fashion-mnist, cifar10, cifar100, digits, procedural-digits. */
  readonly name: string;
  readonly dimension: number;
  /** How the numbers of an example lie: planes one after another, row by row; absent where they are no image. */
  readonly image?: { readonly channels: number; readonly height: number; readonly width: number };
  readonly classes: number;
  readonly train: Examples;
  readonly test: Examples;
  /** sha256, in hex, of the raw bytes it was made from. */
  readonly checksum: string;
  /** One sentence for reports: what it is and where it came from. */
  readonly origin: string;
}
