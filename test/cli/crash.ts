import fs, { cpSync, existsSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join, relative } from 'node:path';

/**
 * A process that dies between two changes of its files, played within this one: a crash at a change leaves what the
 * changes before it have done and, of a write of bytes, half.
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

type Name = (typeof changing)[number];
type Change = (...args: unknown[]) => unknown;
const functions = fs as unknown as Record<Name, Change>;

/** Runs `task`; each change of files that it begins goes to `onChange`, which may do it by calling `change`. */
async function watched(
  task: () => Promise<unknown>,
  onChange: (name: Name, args: readonly unknown[], change: Change) => unknown,
): Promise<void> {
  const before = changing.map((name) => functions[name]);
  let within = false;
  changing.forEach((name, i) => {
    const change = before[i]!;
    functions[name] = (...args) => {
      // Node's own functions call one another.
      if (within || (name === 'openSync' && (args[1] ?? 'r') === 'r')) return change(...args);
      within = true;
      try {
        return onChange(name, args, change);
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
}

/** Does half of a write of bytes to `target`, and nothing for any other change. */
function doHalf(name: Name, [, content, ...more]: readonly unknown[], target: unknown, change: Change): void {
  if (name !== 'appendFileSync' && name !== 'writeFileSync') return;
  const bytes = Buffer.from(content as string | Uint8Array);
  change(target, bytes.subarray(0, bytes.length / 2), ...more);
}

/**
 * Runs `task`, and crashes at the change of this number, counted from 1. From then on every change fails and does
 * nothing, as nothing happens any more where a process was killed: neither the rest of the work nor any clean-up.
 *
 * @returns the number of changes that were begun, the one of the crash included
 */
export async function crashAt(number: number, task: () => Promise<unknown>): Promise<number> {
  let begun = 0;
  await watched(task, (name, args, change) => {
    if (begun >= number) throw new Error('the process is dead');
    if (++begun < number) return change(...args);
    doHalf(name, args, args[0], change);
    throw new Error('crashed');
  });
  return begun;
}

/**
 * Runs `task` once, to its end, and copies its folder as a crash at each change would have left it.
 *
 * @param folder - of the task; it need not be there before
 * @param copyOf - where the copy for the change of this number, counted from 1, is put
 * @returns the number of changes
 */
export async function crashes(
  folder: string,
  task: () => Promise<unknown>,
  copyOf: (change: number) => string,
): Promise<number> {
  const opened = new Map<unknown, unknown>();
  let begun = 0;
  await watched(task, (name, args, change) => {
    const copy = copyOf(++begun);
    if (existsSync(folder)) {
      cpSync(folder, copy, { recursive: true });
      const path = opened.get(args[0]) ?? args[0];
      doHalf(name, args, join(copy, relative(folder, String(path))), change);
    }
    const result = change(...args);
    if (name === 'openSync') opened.set(result, args[0]);
    return result;
  });
  return begun;
}
