import { density, distribution, logDensity, quantile, survival, type StableLaw } from '../../law/index.js';
import type { Range } from '../numberOptions.js';
import { numbersFrom } from './numbers.js';
import { jsonOf, numeralLines, written, writtenJsonArray } from './output.js';
import { lawOf, type LawOptions } from './parameters.js';

/** A function of a law and points that is a sub-command. */
export interface Evaluation {
  readonly name: string;
  readonly description: string;
  readonly of: (law: StableLaw, points: Float64Array) => Float64Array;
  /** The numbers that it takes. */
  readonly range: Range;
  /** Arguments of the example. */
  readonly example: string;
}

const anyNumber: Range = { infinite: true };
const probability: Range = { from: 0, to: 1 };

/** The sub-commands that map numbers to numbers. */
export const evaluations: readonly Evaluation[] = [
  {
    name: 'density',
    description: 'density at points',
    of: density,
    range: anyNumber,
    example: '-- -1 0 1',
  },
  {
    name: 'logdensity',
    description: 'logarithm of the density at points, even where the density is rounded to 0',
    of: logDensity,
    range: anyNumber,
    example: '-- -1 0 1e300',
  },
  {
    name: 'distribution',
    description: 'probability of a value up to each point',
    of: distribution,
    range: anyNumber,
    example: '-- -100 0',
  },
  {
    name: 'survival',
    description: 'probability of a value beyond each point',
    of: survival,
    range: anyNumber,
    example: '10 100 1000',
  },
  {
    name: 'quantile',
    description: 'the point that a value stays below with each probability',
    of: quantile,
    range: probability,
    example: '0.05 0.5 0.95',
  },
];

export interface EvaluateOptions extends LawOptions {
  readonly file?: string;
  readonly json?: boolean;
}

/**
 * Writes one value per number, block by block. With --json everything is read before anything is written,
 * because the points come before the values.
 *
 * @throws {UserError} when a parameter or a number is not allowed
 */
export async function evaluate(
  { of, range }: Evaluation,
  words: readonly string[],
  options: EvaluateOptions,
): Promise<void> {
  const law = lawOf(options);
  const blocks = numbersFrom(words, options.file, range);
  if (options.json) {
    const points: Float64Array[] = [];
    for await (const block of blocks) points.push(block);
    const values = points.map((block) => of(law, block));
    await written(`{"law":${jsonOf(law)},"points":`);
    await writtenJsonArray(points);
    await written(',"values":');
    await writtenJsonArray(values);
    await written('}\n');
    return;
  }
  for await (const block of blocks) {
    if (!(await written(numeralLines(of(law, block))))) return;
  }
}
