import { powOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import { brownian, clippedLevy, levy, type Driver } from '../../sde/index.js';

/** Numbers of a driver, as options give them; either a noise scale or SGD's own terms. */
export interface DriverOptions {
  readonly driver: string;
  /** Default: 1.5 for levy; brownian has none but 2. */
  readonly alpha?: number;
  readonly noiseScale?: number;
  readonly clip?: number;
  readonly stepSize?: number;
  readonly batchSize?: number;
  readonly sigma?: number;
}

export const driverNames = ['levy', 'brownian'] as const;

/** Index of Levy noise where none is given. */
const usualIndex = 1.5;
/** Noise at which default wells are left in a time that one waits for. */
const usualScale = { levy: 0.1, brownian: 0.5 } as const;

/** A driver, and the time step where SGD's step size gives it. */
export interface ChosenDriver {
  readonly driver: Driver;
  readonly timeStep?: number;
}

/**
 * The driver of the options. With SGD's terms a time step is a step: x - stepSize U'(x) + stepSize sigma
 * batchSize^(1/alpha - 1) S with S stable of scale 1 (standard normal for brownian, alpha = 2), which is
 * noise of scale sigma (stepSize/batchSize)^(1 - 1/alpha) and time step stepSize.
 *
 * @throws {UserError} when a number is out of range, or terms are mixed or incomplete
 */
export function driverOf(options: DriverOptions): ChosenDriver {
  const { driver, clip, stepSize, batchSize, sigma } = options;
  if (driver !== 'levy' && driver !== 'brownian') {
    throw new UserError(`There is no driver "${driver}".`, `The drivers are ${driverNames.join(' and ')}.`);
  }
  if (driver === 'brownian' && options.alpha !== undefined && options.alpha !== 2) {
    throw new UserError(
      `--alpha ${options.alpha} does not go with --driver brownian, whose index is 2.`,
      'Leave it out, or use --driver levy.',
    );
  }
  const alpha = driver === 'brownian' ? 2 : (options.alpha ?? usualIndex);
  const ofScale = (noiseScale: number): Driver => {
    if (clip !== undefined) {
      if (driver === 'brownian') {
        throw new UserError(
          '--clip does not go with --driver brownian.',
          'Brownian motion has no jumps to clip.',
        );
      }
      return clippedLevy(alpha, noiseScale, clip);
    }
    return driver === 'brownian' ? brownian(noiseScale) : levy(alpha, noiseScale);
  };
  if (stepSize === undefined && batchSize === undefined && sigma === undefined) {
    return { driver: ofScale(options.noiseScale ?? usualScale[driver]) };
  }
  if (options.noiseScale !== undefined) {
    throw new UserError(
      "--noise-scale was given beside SGD's terms, which set the noise scale.",
      'Give either --noise-scale or --step-size, --batch-size and --sigma.',
    );
  }
  if (stepSize === undefined || sigma === undefined) {
    throw new UserError(
      `SGD's terms are incomplete: ${stepSize === undefined ? '--step-size' : '--sigma'} is missing.`,
      'Give --step-size and --sigma, and --batch-size unless it is 1.',
    );
  }
  const size = batchSize ?? 1;
  if (!(stepSize > 0 && sigma > 0 && Number.isInteger(size) && size >= 1)) {
    throw new UserError(
      `The step size is ${stepSize}, sigma ${sigma} and the batch size ${size}.`,
      'Step size and sigma must be above 0, the batch size a whole number from 1 on.',
    );
  }
  // The library's own check of alpha comes first: powers of a wrong one mean nothing.
  ofScale(1);
  return { driver: ofScale(sigma * powOf(stepSize / size, 1 - 1 / alpha)), timeStep: stepSize };
}
