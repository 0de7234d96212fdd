import { UserError } from '../../error.js';
import { fitStable, type FitOptions, type StableFit } from '../../law/index.js';
import { quoted } from '../numberOptions.js';
import { refusing } from '../refusing.js';
import { shownOn, terminalOf, wrap, type Terminal } from '../terminal.js';
import { numbersFrom } from './numbers.js';
import { jsonOf, written } from './output.js';

export type Method = NonNullable<FitOptions['method']>;

export const methods: readonly Method[] = ['likelihood', 'quantile', 'characteristic', 'log-moment'];

export interface FitCommandOptions {
  readonly method: Method;
  readonly file?: string;
  readonly json?: boolean;
}

/**
 * The method of a name.
 *
 * @throws {UserError} unless the text names a method
 */
export function readMethod(text: string): Method {
  const method = methods.find((name) => name === text);
  if (method !== undefined) return method;
  throw new UserError(`There is no method ${quoted(text)}.`, `The methods are ${methods.join(', ')}.`);
}

/**
 * Writes the law that fits a sample. The sample is read whole.
 *
 * @throws {UserError} when the sample is not allowed or the method finds no law
 */
export async function writeFit(words: readonly string[], options: FitCommandOptions): Promise<void> {
  const blocks: Float64Array[] = [];
  for await (const block of numbersFrom(words, options.file, {})) blocks.push(block);
  const sample = joined(blocks);
  const found = refusing(() => fitStable(sample, { method: options.method }));
  if (!found.converged) throw new UserError(found.sentence, 'Another --method may do.');
  const { law, standardErrors, logLikelihood } = found;
  if (options.json) {
    const errors = standardErrors ?? null;
    const { method } = options;
    const report = { method, points: sample.length, law, standardErrors: errors, logLikelihood };
    await written(`${jsonOf(report)}\n`);
  } else {
    await written(fitTable(found, sample.length, terminalOf(process.stdout, process.env)));
  }
}

function joined(blocks: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(blocks.reduce((length, block) => length + block.length, 0));
  let place = 0;
  for (const block of blocks) {
    all.set(block, place);
    place += block.length;
  }
  return all;
}

/** One row per parameter, then what the numbers mean. */
export function fitTable(
  { law, standardErrors, logLikelihood, sentence }: StableFit & { converged: true },
  points: number,
  terminal: Terminal,
): string {
  const rows = (['alpha', 'beta', 'scale', 'location'] as const).map((name) => {
    const error = standardErrors === undefined ? 'none' : standardErrors[name].toPrecision(2);
    return `${name.padEnd(10)}${law[name].toPrecision(7).padStart(14)}${error.padStart(17)}`;
  });
  const remark = sentence === undefined ? [] : [`No standard errors. ${sentence}`];
  const lines = [
    'parameter       estimate   standard error',
    ...rows,
    ...[
      `Log-likelihood ${logLikelihood.toPrecision(10)} of ${points} points. The location is that of S0.`,
      ...remark,
    ].flatMap((line) => wrap(line, Math.min(terminal.columns, 80))),
  ];
  return `${shownOn(lines.join('\n'), terminal)}\n`;
}
