import { arch, cpus, homedir, platform, totalmem } from 'node:os';

/** Where a report was made: what may matter to its numbers or times, and nothing about who made it. */
export interface Machine {
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly platform: string;
}

const bytesInGiB = 1024 * 1024 * 1024;

/** This machine, now. */
export function thisMachine(): Machine {
  const processors = cpus();
  return {
    date: new Date().toISOString(),
    node: process.version,
    cpu: processors[0]?.model.replace(/\s+/g, ' ').trim() || 'unknown',
    cores: processors.length,
    memoryGiB: Math.round((totalmem() / bytesInGiB) * 10) / 10,
    platform: `${platform()} ${arch()}`,
  };
}

/** A message without the paths of the person who ran it: home and working folder become ~ and a dot. */
export function withoutUserPaths(message: string): string {
  const folders: readonly (readonly [string, string])[] = [
    [process.cwd(), '.'],
    [homedir(), '~'],
  ];
  return folders
    .filter(([folder]) => folder.length > 1)
    .reduce((text, [folder, sign]) => text.replaceAll(folder, sign), message);
}
