const windowMs = 4000;

/** How fast bytes arrive, over the last few seconds. */
export class Rate {
  #samples: { readonly ms: number; readonly bytes: number }[] = [];

  /**
   * Bytes a second, or undefined as long as less than half a second was seen.
   *
   * @param ms - a clock that never goes back
   * @param bytes - received so far; fewer than before begin a new count
   */
  at(ms: number, bytes: number): number | undefined {
    if (bytes < (this.#samples.at(-1)?.bytes ?? 0)) this.#samples = [];
    this.#samples.push({ ms, bytes });
    while (this.#samples.length > 2 && this.#samples[1].ms <= ms - windowMs) this.#samples.shift();
    const [first] = this.#samples;
    return ms - first.ms < 500 ? undefined : ((bytes - first.bytes) / (ms - first.ms)) * 1000;
  }
}
