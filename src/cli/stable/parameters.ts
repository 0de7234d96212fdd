import type { Command } from 'commander';
import { UserError } from '../../error.js';
import { leastAlpha, stable, type StableLaw, type StableParameters } from '../../law/index.js';
import { numberOf } from '../numberOptions.js';
import { refusing } from '../refusing.js';
import { wordOf } from '../options.js';

/** Adds the options that name a law. */
export function withLaw(command: Command): Command {
  return command
    .option(
      '--alpha <number>',
      `stability index, ${leastAlpha} to 2 (must be given)`,
      numberOf('--alpha', { from: leastAlpha, to: 2 }),
    )
    .option('--beta <number>', 'skewness, −1 to 1', numberOf('--beta', { from: -1, to: 1 }), 0)
    .option('--scale <number>', 'scale (above 0)', numberOf('--scale', { above: 0 }), 1)
    .option('--location <number>', 'location', numberOf('--location'), 0)
    .option(
      '--parameterization <name>',
      "what the location means: Nolan's S0 or S1",
      wordOf('--parameterization', ['S0', 'S1']),
      'S0',
    );
}

/** Options of a law, as read. Commander would miss --alpha before it saw that --alhpa was meant. */
export type LawOptions = Partial<StableParameters>;

/**
 * The law of the options that `withLaw` adds.
 *
 * @throws {UserError} when alpha is missing or a parameter is outside its range
 */
export function lawOf({ alpha, ...others }: LawOptions): StableLaw {
  if (alpha !== undefined) return refusing(() => stable({ alpha, ...others }));
  throw new UserError('--alpha is missing.', 'A stable law needs its index, for example --alpha 1.5.');
}
