import { Command, CommanderError } from 'commander';
import { version } from '../store/version.js';
import { inAscii, withAlpha } from '../typography.js';
import { terminalOf } from './terminal.js';
import type { Catalogue } from './reproduce/command.js';

/** Gives a command its options and what it does; `finish` gets the exit code. */
export type Describe = (
  command: Command,
  finish: (code: number) => void,
  catalogue: Catalogue,
) => void | Promise<void>;

/** A command loads when it is named: all together take half a second to load. */
interface CommandEntry {
  readonly name: string;
  readonly description: string;
  readonly load: () => Promise<Describe>;
}

/** All commands; another one is an entry here. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'reproduce',
    description: 'run the experiments on the theory, judge its claims, write a report',
    load: async () => (await import('./reproduce/command.js')).describeReproduce,
  },
  {
    name: 'analyze',
    description: 'tell whether the gradient noise in files is heavy-tailed',
    load: async () => (await import('./analyze/command.js')).describeAnalyze,
  },
  {
    name: 'escape',
    description: 'measure how long paths stay in a well, and compare with theory',
    load: async () => (await import('./escape/command.js')).describeEscape,
  },
  {
    name: 'walk',
    description: 'simulate paths of Brownian and Lévy motion in a potential',
    load: async () => (await import('./walk/command.js')).describeWalk,
  },
  {
    name: 'train',
    description: 'train a network and measure the noise of its gradients meanwhile',
    load: async () => (await import('./train/command.js')).describeTrain,
  },
  {
    name: 'data',
    description: 'list, download and check data sets',
    load: async () => (await import('./data/command.js')).describeData,
  },
  {
    name: 'stable',
    description: 'evaluate alpha-stable laws, draw from them and fit them',
    load: async () => (await import('./stable/command.js')).describeStable,
  },
];

/**
 * Reads the command line and runs the command that it names.
 *
 * @param args - without node and script
 * @param catalogue - the claims that can be run
 * @returns the exit code
 * @throws {UserError} when an option's value is not allowed or its input cannot be used
 */
export async function runProgram(args: readonly string[], catalogue: Catalogue): Promise<number> {
  let code = 0;
  const finish = (found: number) => {
    code = found;
  };
  const words = args[0] === 'help' ? helpWords(args.slice(1)) : args;
  const program = new Command('heavytail')
    .usage('[options] <command>')
    .description('Measures and reproduces the heavy-tailed theory of stochastic gradient descent.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        const { unicode } = terminalOf(process.stdout, process.env);
        process.stdout.write(unicode ? withAlpha(text) : inAscii(text));
      },
      outputError: (text, write) => write(asSentence(text)),
    })
    .addHelpText('after', '\nExample:\n  heavytail reproduce --profile smoke');
  for (const { name, description, load } of commands) {
    const command = program.command(name).description(description);
    if (words[0] === name) await (await load())(command, finish, catalogue);
  }
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
  return code;
}

/** `help analyze` is `analyze --help`; the name of no command is refused as elsewhere. */
function helpWords(args: readonly string[]): readonly string[] {
  const unknown = args.length > 0 && !commands.some(({ name }) => name === args[0]);
  return unknown ? args : [...args, '--help'];
}

/** Commander's "error: unknown option '--x'" as a sentence. */
function asSentence(text: string): string {
  const plain = text.replace(/^error: /, '').replace(/\n\((Did you mean .*)\)/, '.\n$1');
  const closed = plain.trimEnd().replace(/[^.?!]$/, '$&.');
  return `${closed[0].toUpperCase()}${closed.slice(1)}\n`;
}
