import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** What network.py prints. */
interface Timing {
  readonly seconds: number;
  readonly version: string;
}

/** The Python of the search path, and that of the operating system, which may hold other packages. */
const interpreters = ['python3', '/usr/bin/python3'];

/** Runs bench/peer/network.py, on one thread; undefined where PyTorch is absent. */
export function pytorch(what: 'matrix' | 'sgd', ...sizes: number[]): Timing | undefined {
  const script = join(import.meta.dirname, '../../../bench/peer/network.py');
  for (const interpreter of interpreters) {
    try {
      const output = execFileSync(interpreter, [script, what, ...sizes.map(String)], {
        encoding: 'utf8',
        env: { ...process.env, OMP_NUM_THREADS: '1' },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      return JSON.parse(output) as Timing;
    } catch {
      // Another interpreter may have it.
    }
  }
  return undefined;
}
