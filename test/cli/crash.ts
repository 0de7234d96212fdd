import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * A process that dies between two changes of its files, played within this one. From the crash on every change
 * fails and does nothing, as nothing happens any more where a process was killed: neither the rest of the work nor
 * any clean-up.
 */

/** What changes files; openSync is one when it is not for reading. */
const changing = [
  'appendFileSync',
  'closeSync',
  'fsyncSync',
  'mkdirSync',
  'mkdtempSync',
  'openSync',
  'renameSync',
  'rmSync',
  'unlinkSync',
  'writeFileSync',
  'writeSync',
] as const;

type Change = (...args: unknown[]) => unknown;
const functions = fs as unknown as Record<(typeof changing)[number], Change>;

/**
 * Runs `task`, and crashes at the change of this number, counted from 1. Of a write of bytes half is done.
 *
 * @returns the number of changes that were begun, the one of the crash included
 */
export async function crashAt(number: number, task: () => Promise<unknown>): Promise<number> {
  const before = changing.map((name) => functions[name]);
  let begun = 0;
  let within = false;
  changing.forEach((name, i) => {
    const change = before[i]!;
    functions[name] = (...args) => {
      // Node's own functions call one another.
      if (within || (name === 'openSync' && (args[1] ?? 'r') === 'r')) return change(...args);
      within = true;
      try {
        if (begun >= number) throw new Error('the process is dead');
        if (++begun < number) return change(...args);
        if (name === 'appendFileSync' || name === 'writeFileSync') {
          const bytes = Buffer.from(args[1] as string | Uint8Array);
          change(args[0], bytes.subarray(0, bytes.length / 2), ...args.slice(2));
        }
        throw new Error('crashed');
      } finally {
        within = false;
      }
    };
  });
  syncBuiltinESMExports();
  try {
    await task();
  } finally {
    changing.forEach((name, i) => (functions[name] = before[i]!));
    syncBuiltinESMExports();
  }
  return begun;
}
