import { powOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import type { Driver, ExitSettings, Potential, Scheme } from '../../sde/index.js';
import { numberIn } from '../numberOptions.js';
import { driverOf, type DriverOptions } from './driver.js';
import { potentialOf, type PotentialOptions } from './potential.js';

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
export interface Motion extends Pick<ExitSettings, 'low' | 'high' | 'start' | 'timeStep'> {
  readonly potential: Potential;
  readonly driver: Driver;
  readonly scheme: Scheme;
}

const schemes: readonly Scheme[] = ['euler', 'bridge', 'implicit', 'exact'];

/** Time step times the steepest curvature where none is given. */
const usualResolution = 0.05;
/** Steps that a free path takes, on average, to cross its domain where no time step is given. */
const freeSteps = 2000;

/**
 * The motion of the options: by default from the minimum of a well until it leaves the well's basin.
 *
 * @throws {UserError} when a number is out of range or options do not fit one another
 */
export function motionOf(options: MotionOptions): Motion {
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
  const timeStep = stepSize ?? options.timeStep ?? usualStep(potential, driver, low, high);
  // SGD is the Euler scheme itself; crossings between its steps do not exist.
  const scheme =
    schemeOf(options.scheme) ?? (driver.kind === 'brownian' && stepSize === undefined ? 'bridge' : 'euler');
  return { potential, driver, scheme, low, high, start, timeStep };
}

function wellOf({ minima }: Potential, well: number | undefined): number | undefined {
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
  potential: Potential,
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
    'It must be two edges with a comma between, the lower first, for example --domain=-1,1 or --domain=-inf,0.',
  );
}

function schemeOf(name: string | undefined): Scheme | undefined {
  if (name === undefined) return undefined;
  const scheme = schemes.find((known) => known === name);
  if (scheme !== undefined) return scheme;
  throw new UserError(`There is no scheme "${name}".`, `The schemes are ${schemes.join(', ')}.`);
}

function usualStep(potential: Potential, driver: Driver, low: number, high: number): number {
  const steepest = potential.steepestCurvature(low, high);
  if (steepest > 0) return usualResolution / steepest;
  const alpha = driver.kind === 'brownian' ? 2 : driver.alpha;
  const width = Number.isFinite(high - low) ? (high - low) / 2 : 1;
  return powOf(width / driver.noiseScale, alpha) / freeSteps;
}
