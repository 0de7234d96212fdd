import { basename, relative } from 'node:path';

export const interruptedCode = 130;

/**
 * Turns the first Ctrl-C (or SIGTERM) into an abort signal, so that a run can end in order; the
 * second one ends the process at once.
 */
export function listenForInterrupt(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(interruptedCode);
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const release = () => {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  };
  return { signal: controller.signal, release };
}

/**
 * The command that goes on where this one ended: the same one, without --fresh.
 *
 * @param argv - as of the process: node, script, arguments
 */
export function resumeCommand(argv: readonly string[]): string {
  const [, script, ...args] = argv;
  const program = /\.m?js$/.test(script) ? ['node', relative('', script) || script] : [basename(script)];
  return [...program, ...args.filter((arg) => arg !== '--fresh')].map(quote).join(' ');
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
