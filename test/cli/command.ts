import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs the command as a person at a shell does, in a process of its own. */

export const realBinary = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const exampleBinary = fileURLToPath(new URL('./example/main.mjs', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with all that standard error has said so far. */
  readonly onErr?: (said: string, child: ChildProcess) => void;
}

/** heavytail with its own claims. */
export function heavytail(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return run(realBinary, args, options);
}

/** heavytail with the small claims of test/sweep/example. */
export function exampleHeavytail(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return run(exampleBinary, args, options);
}

/** Any script. */
export function run(
  binary: string,
  args: readonly string[],
  { cwd, env, onErr }: RunOptions,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [binary, ...args], {
      cwd,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      onErr?.(err, child);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
