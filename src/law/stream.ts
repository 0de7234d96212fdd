/**
 * Independent streams of random numbers from one seed.
 *
 * A stream is a position in the counter space of Philox4x32-10 (Salmon et al. 2011): seed and key are
 * hashed to 128 bits, of which 64 are the generator's key and 64 the upper half of its counter; the
 * lower half counts blocks. Nothing depends on who draws, when, or on which worker.
 */
export interface StreamPosition {
  /** The two words of the generator's key. */
  readonly key0: number;
  readonly key1: number;
  /** The two upper counter words. */
  readonly lane: number;
  readonly tag: number;
}
