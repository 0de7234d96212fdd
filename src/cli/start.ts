import { UserError } from '../error.js';
import { defectNote } from './defect.js';
import { runProgram } from './program.js';
import { shownOn, terminalOf } from './terminal.js';
import type { Catalogue } from './reproduce/command.js';

/**
 * Runs the heavytail command with the arguments of this process and sets the exit code. A stack trace
 * goes to a file, never to the terminal.
 */
export async function start(catalogue: Catalogue): Promise<void> {
  // A reader that has seen enough (| head) is no error.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      throw new UserError(`The output cannot be written: ${error.message}.`, 'Give it another place.');
    });
  }
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  });
  process.exitCode = await runInSentences(process.argv.slice(2), catalogue);
}

/**
 * Runs the program and says in a sentence on standard error what went wrong.
 *
 * @param args - without node and script
 * @returns the exit code
 */
export async function runInSentences(args: readonly string[], catalogue: Catalogue): Promise<number> {
  try {
    return await runProgram(args, catalogue);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return 1;
  }
}

/** What V8 says when memory for an array cannot be had. */
const outOfMemory = /^(Array buffer allocation failed|Invalid typed array length|WebAssembly\.Memory\.grow)/;

function explain(error: unknown): string {
  if (error instanceof UserError) {
    const text = [error.message, error.hint].filter(Boolean).join('\n');
    return shownOn(text, terminalOf(process.stderr, process.env));
  }
  if (error instanceof RangeError && outOfMemory.test(error.message)) {
    return 'The memory of this machine does not suffice.\nAsk for less at a time.';
  }
  return defectNote(error);
}
