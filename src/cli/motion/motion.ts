import { UserError } from '../../error.js';
import type { ExitSettings, Scheme } from '../../sde/index.js';
import { numberIn } from '../numberOptions.js';
import { driverOf, type DriverOptions } from './driver.js';
import { potentialOf, type PotentialOptions } from './potential.js';
import { exitStep, type Purpose, requireSgdStep, walkStep } from './timeStep.js';

/** What moves: options that `escape` and `walk` share. */
export interface MotionOptions extends PotentialOptions, DriverOptions {
  /** Well to start in, from 0. */
  readonly well?: number;
  readonly start?: number;
  /** Two edges, as LOW,HIGH. */
  readonly domain?: string;
  readonly timeStep?: number;
  readonly scheme?: string;
}

/** A process and where it begins, with the domain that it may have to leave. */
export interface Motion
  extends Required<
    Pick<ExitSettings, 'potential' | 'driver' | 'scheme' | 'low' | 'high' | 'start' | 'timeStep'>
  > {
  /**
   * Whether the steps are the process itself, an iteration such as SGD or one with clipped noise, or a way to
   * follow an equation in continuous time.
   */
  readonly process: 'iteration' | 'equation';
}

const schemes: readonly Scheme[] = ['euler', 'bridge', 'implicit', 'exact'];

/**
 * The motion of the options: by default from the minimum of a well until it leaves the well's basin.
 *
 * @param options - as read
 * @param purpose - what the time step has to be good for
 * @throws {UserError} when a number is out of range or options do not fit one another
 */
export function motionOf(options: MotionOptions, purpose: Purpose): Motion {
  const potential = potentialOf(options);
  const { driver, timeStep: stepSize } = driverOf(options);
  const well = wellOf(potential, options.well);
  const { low, high } = domainOf(options, potential, well);
  const start = options.start ?? well ?? (low + high) / 2;
  if (stepSize !== undefined && options.timeStep !== undefined) {
    throw new UserError(
      "--time-step was given beside --step-size, which is the time step of SGD's iteration.",
      'Leave one of them out.',
    );
  }
  // SGD is the Euler scheme itself; crossings between its steps do not exist.
  const scheme =
    schemeOf(options.scheme) ?? (driver.kind === 'brownian' && stepSize === undefined ? 'bridge' : 'euler');
  const escape = { potential, driver, low, high, start };
  if (stepSize !== undefined) {
    requireSgdStep(escape, scheme, stepSize);
    return { ...escape, scheme, timeStep: stepSize, process: 'iteration' };
  }
  const process = driver.kind === 'clipped' ? 'iteration' : 'equation';
  const timeStep =
    purpose === 'exits' && process === 'equation'
      ? exitStep(escape, scheme, options.timeStep)
      : (options.timeStep ?? walkStep(escape));
  return { ...escape, scheme, timeStep, process };
}

function wellOf({ minima }: Motion['potential'], well: number | undefined): number | undefined {
  if (well === undefined) return minima[0];
  const place = minima[well];
  if (place !== undefined) return place;
  throw new UserError(
    `There is no well ${well}.`,
    minima.length === 0
      ? 'Without a potential there are no wells; give --start.'
      : `Wells are numbered from the left, 0 to ${minima.length - 1}.`,
  );
}

function domainOf(
  { domain, width = 1 }: MotionOptions,
  potential: Motion['potential'],
  well: number | undefined,
): { low: number; high: number } {
  if (domain !== undefined) return edgesOf(domain);
  const basin = potential.basins.find(({ minimum }) => minimum === well);
  const { low, high } = basin ?? { low: -Infinity, high: Infinity };
  if (low > -Infinity || high < Infinity) return { low, high };
  const centre = well ?? 0;
  return { low: centre - width, high: centre + width };
}

function edgesOf(text: string): { low: number; high: number } {
  const edges = text.split(',').map((word) => numberIn(word.trim()));
  const [low, high] = edges;
  if (edges.length === 2 && low !== undefined && high !== undefined && low < high) return { low, high };
  throw new UserError(
    `--domain is "${text}".`,
    'Give two edges with a comma between, the lower one first, for example --domain=-1,1 or --domain=-inf,0.',
  );
}

function schemeOf(name: string | undefined): Scheme | undefined {
  if (name === undefined) return undefined;
  const scheme = schemes.find((known) => known === name);
  if (scheme !== undefined) return scheme;
  throw new UserError(`There is no scheme "${name}".`, `The schemes are ${schemes.join(', ')}.`);
}
