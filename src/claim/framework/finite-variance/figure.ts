import {
  line,
  logAxis,
  prose,
  table,
  type Figure,
  type Layer,
  type Role,
  type Table,
} from '../../../evidence/index.js';
import { square } from '../../../kernel/index.js';
import { normalInterval, studentInterval } from '../../../statistics/index.js';
import { placeWords } from '../networks.js';
import { tailShares, type SeenTail, type Tail } from './tail.js';

/** Colours of snapshots, one after the other; the second of the usual ones is that of the stable law. */
const roles: readonly Role[] = ['series1', 'series3', 'series4'];
/** Between these lengths the tail of index 2 is drawn, from this share on. */
const guideFrom = 3;
const guideTo = 100;
const guideShare = 0.1;

/** A tail of known law, as the figure names it. */
interface KnownTail {
  readonly label: string;
  readonly role: Role;
  readonly tail: Tail;
}

/** Tails of snapshots and of known laws on double-logarithmic axes, beside one of index 2. */
export function tailsFigure(
  snapshots: readonly (Tail & { readonly iteration: number })[],
  known: readonly KnownTail[],
): Figure {
  return {
    name: 'finite-variance',
    title: 'Tails of gradient noise of single examples',
    caption: prose(
      'Share of examples whose gradient noise is longer than a multiple of the median length, at the',
      'snapshots of the first network, beside sizes drawn from a Gaussian and from an alpha-stable law.',
      'Without variance a tail falls more slowly than the dashed one.',
    ),
    panels: [
      {
        x: logAxis('length over the median', [0.3, 1000]),
        y: logAxis('share at least as long'),
        layers: [
          ...snapshots.map((tail, i) =>
            tailLine(`iteration ${tail.iteration}`, roles[i % roles.length], tail),
          ),
          ...known.map(({ label, role, tail }) => tailLine(label, role, tail)),
          line(
            'tail index 2',
            'theory',
            [guideFrom, guideTo],
            [guideShare, guideShare * square(guideFrom / guideTo)],
          ),
        ],
      },
    ],
  };
}

/** Shapes of both tails, growth over the range, and what the largest example adds, snapshot by snapshot. */
export function tableOf(tails: readonly SeenTail[], level: number): Table {
  const caption = prose(
    'Tails of the norms of single examples’ gradient noise: the shape of the generalised Pareto law of the',
    'largest 1 % and 2 % (infinite variance above 1/2) with its interval, the shape of the growth from the',
    'largest 20 % to 5 %, and the share of the largest square in the sum of squares.',
  );
  return table('finite-variance', caption, tails, [
    ['network', ({ network, iteration }) => placeWords(network, iteration)],
    ['training accuracy', ({ accuracy }) => accuracy],
    ...tailShares.flatMap((share, i) => {
      const end = ({ shapes }: SeenTail, side: 'low' | 'high') =>
        shapes[i] && normalInterval(shapes[i].value, shapes[i].standardError, level)[side];
      return [
        [`shape, largest ${100 * share} %`, ({ shapes }: SeenTail) => shapes[i]?.value],
        ['low', (tail: SeenTail) => end(tail, 'low')],
        ['high', (tail: SeenTail) => end(tail, 'high')],
        ['excesses', ({ shapes }: SeenTail) => shapes[i]?.excesses],
      ] as const;
    }),
    ['growth, 20 % to 5 %', ({ growths }) => studentInterval(growths).value],
    ['largest square over sum', ({ largestShare }) => largestShare],
  ]);
}

function tailLine(label: string, role: Role, { survival }: Tail): Layer {
  return line(
    label,
    role,
    survival.map(([size]) => size),
    survival.map(([, share]) => share),
  );
}
