import { UserError } from '../../error.js';
import {
  asymmetricDoubleWell,
  doubleWell,
  flat,
  multiWell,
  quadraticWell,
  splineThrough,
  type Potential,
} from '../../sde/index.js';
import { numberIn } from '../numberOptions.js';

/** Numbers of a potential, as options give them. */
export interface PotentialOptions {
  readonly potential: string;
  /** Default: 1. */
  readonly height?: number;
  /** Default: 1. */
  readonly width?: number;
  readonly rightHeight?: number;
  readonly rightWidth?: number;
  readonly through?: string;
}

type Parameter = Exclude<keyof PotentialOptions, 'potential'>;
type Sizes = { readonly height: number; readonly width: number };

interface PotentialKind {
  readonly name: string;
  readonly description: string;
  /** Options that it takes. */
  readonly takes: readonly Parameter[];
  readonly build: (options: PotentialOptions & Sizes) => Potential;
}

/** The potentials that can be named; another one is an entry here. */
export const potentials: readonly PotentialKind[] = [
  {
    name: 'quadratic',
    description: 'one well with its minimum at 0; at distance --width it is --height high',
    takes: ['height', 'width'],
    build: ({ height, width }) => quadraticWell((2 * height) / (width * width)),
  },
  {
    name: 'double-well',
    description: 'two equal wells with minima at plus and minus --width, --height below the saddle at 0',
    takes: ['height', 'width'],
    build: ({ height, width }) => doubleWell({ height, width }),
  },
  {
    name: 'asymmetric-double-well',
    description: 'the same with --right-height and --right-width for the well on the right',
    takes: ['height', 'width', 'rightHeight', 'rightWidth'],
    build: ({ height, width, rightHeight = height, rightWidth = 2 * width }) =>
      asymmetricDoubleWell({ height, width }, { height: rightHeight, width: rightWidth }),
  },
  {
    name: 'multi-well',
    description: 'minima and saddles in turn, given by --through place:level, for example -1:0,0:1,2:-1',
    takes: ['through'],
    build: ({ through }) => multiWell(pointsOf('multi-well', through)),
  },
  {
    name: 'spline',
    description: 'a smooth curve through the points of --through place:level',
    takes: ['through'],
    build: ({ through }) => splineThrough(pointsOf('spline', through)),
  },
  {
    name: 'flat',
    description: 'no potential; the domain ends at distance --width from 0',
    takes: ['width'],
    build: () => flat(),
  },
];

const flags: Readonly<Record<Parameter, string>> = {
  height: '--height',
  width: '--width',
  rightHeight: '--right-height',
  rightWidth: '--right-width',
  through: '--through',
};

/**
 * The potential of the options.
 *
 * @throws {UserError} when there is none of the name, a number is out of range, or an option belongs to
 *   another
 */
export function potentialOf(options: PotentialOptions): Potential {
  const kind = potentials.find(({ name }) => name === options.potential);
  if (kind === undefined) {
    throw new UserError(
      `There is no potential "${options.potential}".`,
      `The potentials are ${potentials.map(({ name }) => name).join(', ')}.`,
    );
  }
  for (const key of Object.keys(flags) as Parameter[]) {
    if (options[key] === undefined || kind.takes.includes(key)) continue;
    const owners = potentials.filter(({ takes }) => takes.includes(key));
    throw new UserError(
      `${flags[key]} does not go with --potential ${kind.name}.`,
      `It belongs to --potential ${owners.map(({ name }) => name).join(', ')}.`,
    );
  }
  const { height = 1, width = 1 } = options;
  for (const [flag, value] of Object.entries({ '--height': height, '--width': width })) {
    if (!(value > 0)) throw new UserError(`${flag} is ${value}; it must be positive.`, 'Give it above 0.');
  }
  return kind.build({ ...options, height, width });
}

function pointsOf(potential: string, text: string | undefined): { at: number; level: number }[] {
  if (text === undefined) {
    throw new UserError(
      `--potential ${potential} needs --through.`,
      'Give places and levels, for example --through=-2:2,-1:0,0:1,1:-1,2:2.',
    );
  }
  return text.split(',').map((pair) => {
    const [at, level, ...more] = pair.split(':').map((word) => numberIn(word.trim()));
    if (more.length > 0 || !Number.isFinite(at) || !Number.isFinite(level)) {
      throw new UserError(
        `--through has the point "${pair}".`,
        'A point is a place and a level, two numbers with a colon between, for example 0:1.',
      );
    }
    return { at, level };
  });
}
