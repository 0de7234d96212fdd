import { cpus } from 'node:os';

/** What all benches share: repeated timing, and lines that say what was measured on what. */

/** Speed in millions of items a second: the best and the mean of the repetitions, with their spread. */
export interface Speed {
  readonly best: number;
  readonly mean: number;
  readonly deviation: number;
}

/**
 * Times `work`, which does `items` items a call, after a warm-up. `repetition` counts up, so that inputs
 * can differ from call to call.
 */
export function measure(items: number, work: (repetition: number) => void, repetitions = 12): Speed {
  const warmUntil = performance.now() + 300;
  let repetition = 0;
  while (performance.now() < warmUntil) work(repetition++);
  const speeds = Array.from({ length: repetitions }, () => {
    const start = performance.now();
    work(repetition++);
    return items / (performance.now() - start) / 1e3;
  });
  const mean = speeds.reduce((sum, speed) => sum + speed, 0) / repetitions;
  const variance = speeds.reduce((sum, speed) => sum + (speed - mean) ** 2, 0) / (repetitions - 1);
  return { best: Math.max(...speeds), mean, deviation: Math.sqrt(variance) };
}

/** Machine and engine in a line. */
export function machine(): string {
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `Node ${process.versions.node}, V8 ${process.versions.v8}, ${cpus().length} × ${processor}`;
}

/** One line of a table: name, speed, and how many times faster than each peer. */
export function report(
  name: string,
  speed: Speed,
  peers: Readonly<Record<string, number | undefined>>,
): void {
  const ratios = Object.entries(peers).map(([peer, value]) =>
    value === undefined ? `${peer}: absent` : `${(speed.best / value).toFixed(2)} × ${peer}`,
  );
  const spread = `${speed.mean.toFixed(1)} ± ${speed.deviation.toFixed(1)}`;
  console.log(
    [name.padEnd(34), `${speed.best.toFixed(1)} M/s`.padStart(11), spread.padStart(14), ...ratios].join('  '),
  );
}
