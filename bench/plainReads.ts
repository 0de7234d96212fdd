import { closeSync, openSync, readSync } from 'node:fs';

/** What benches of files are compared with: the bytes of the same file, read and forgotten. */
export function readPlainly(path: string): void {
  const file = openSync(path, 'r');
  const buffer = new Uint8Array(1 << 22);
  while (readSync(file, buffer) > 0);
  closeSync(file);
}

/** Seconds of the fastest of some repetitions, each after `before`, which is not timed. */
export async function fastest(
  repetitions: number,
  work: () => void | Promise<void>,
  before: () => void = () => {},
): Promise<number> {
  let seconds = Infinity;
  for (let i = 0; i < repetitions; i++) {
    before();
    const start = performance.now();
    await work();
    seconds = Math.min(seconds, (performance.now() - start) / 1e3);
  }
  return seconds;
}
