import { spawn, type ChildProcess } from 'node:child_process';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { runInSentences } from '#heavytail/cli/start';

/**
 * Runs the command and gathers what it says. It runs in this process, which costs nothing beyond what the
 * command does, unless the test has something to do to its process; `realHeavytail` always starts one.
 */

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
  /** Standard input, in the pieces in which it arrives; empty where there are none. A command with `onErr` has none. */
  readonly stdin?: readonly string[];
  /** Called with all that standard error has said so far; the command has a process of its own then. */
  readonly onErr?: (said: string, child: ChildProcess) => void;
}

type Catalogue = Parameters<typeof runInSentences>[1];

const own: Catalogue = { claims: async () => (await import('heavytail/claim')).claims };

/** heavytail with its own claims. */
export function heavytail(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return options.onErr
    ? run(realBinary, args, options)
    : inTurn(() => runHere(realBinary, args, options, own));
}

/** heavytail with its own claims, in a process of its own, as a person at a shell starts it. */
export function realHeavytail(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return run(realBinary, args, options);
}

/** heavytail with the small claims of test/sweep/example. */
export async function exampleHeavytail(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  if (options.onErr) return run(exampleBinary, args, options);
  const { claims } = await import('../sweep/example/claims.mjs');
  const worker = new URL('../sweep/example/worker.mjs', import.meta.url);
  return inTurn(() =>
    runHere(exampleBinary, args, options, { claims: () => Promise.resolve(claims), worker }),
  );
}

let last: Promise<unknown> = Promise.resolve();

/** One after the other: a process has one standard output. */
function inTurn<Value>(task: () => Promise<Value>): Promise<Value> {
  const result = last.then(task);
  last = result.catch(() => undefined);
  return result;
}

/** Runs in this process, with streams, arguments, environment and folder of its own. */
async function runHere(
  binary: string,
  args: readonly string[],
  { cwd, env, stdin: pieces = [] }: RunOptions,
  catalogue: Catalogue,
): Promise<Ended> {
  const before = { argv: process.argv, env: process.env, folder: process.cwd() };
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin') as PropertyDescriptor;
  const [out, err] = [divert(process.stdout), divert(process.stderr)];
  try {
    process.argv = [process.execPath, binary, ...args];
    process.env = { PATH: before.env.PATH, ...env };
    Object.defineProperty(process, 'stdin', {
      ...stdin,
      get: () => Readable.from(pieces, { objectMode: false }),
    });
    if (cwd !== undefined) process.chdir(cwd);
    const code = await runInSentences(args, catalogue);
    return { code, out: out.said(), err: err.said() };
  } finally {
    out.end();
    err.end();
    process.chdir(before.folder);
    Object.defineProperty(process, 'stdin', stdin);
    process.argv = before.argv;
    process.env = before.env;
  }
}

/** Gathers what is written to a stream, until `end`. */
function divert(stream: NodeJS.WriteStream): { said(): string; end(): void } {
  const pieces: Buffer[] = [];
  const write = stream.write;
  stream.write = (
    chunk: string | Uint8Array,
    encoding?: BufferEncoding | ((error?: Error | null) => void),
    done?: (error?: Error | null) => void,
  ) => {
    pieces.push(Buffer.from(chunk as string));
    const callback = typeof encoding === 'function' ? encoding : done;
    if (callback) queueMicrotask(callback);
    return true;
  };
  return {
    said: () => Buffer.concat(pieces).toString('utf8'),
    end: () => {
      stream.write = write;
    },
  };
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
