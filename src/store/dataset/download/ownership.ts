import { hostname } from 'node:os';
import { statSync } from 'node:fs';

/**
 * Names of unfinished files, which say which process writes them, so that several may download into one
 * folder, and what a process that has ended left can be taken over.
 */

/** A process on another machine that wrote nothing for so long has ended: less than this is silence. */
const abandonedAfterMs = 15 * 60_000;

const host = hostname().replaceAll(/[^\w.]/g, '_');
const own = new Set<string>();
let count = 0;

/** A name that no other process, and no other call, gives; it is owned until released. */
export function ownName(): string {
  const name = `${host}-${process.pid}-${count++}`;
  own.add(name);
  return name;
}

/** What was written under the name is left to others. */
export function release(name: string): void {
  own.delete(name);
}

/**
 * Whether the process that gave the name to a file has ended, or has released it.
 *
 * @param name - that the process gave to the file
 * @param path - the file
 */
export function isAbandoned(name: string, path: string): boolean {
  const parts = /^(.+)-(\d+)-\d+$/.exec(name);
  if (parts === null) return false;
  const [, owner, pid] = parts;
  if (owner !== host) return Date.now() - lastWritten(path) > abandonedAfterMs;
  return Number(pid) === process.pid ? !own.has(name) : !isRunning(Number(pid));
}

function lastWritten(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    // Taken over by another process in the meantime.
    return Infinity;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
