import { line, logAxis, prose, type Figure, type Layer, type Role } from '../../../evidence/index.js';
import { square } from '../../../kernel/index.js';
import type { Tail } from './tail.js';

/** Colours of snapshots, one after the other. */
const roles = ['series1', 'series3', 'series4'] as const;
/** Between these lengths the tail of index 2 is drawn, from this share on. */
const [guideFrom, guideTo] = [3, 100];
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

function tailLine(label: string, role: Role, { survival }: Tail): Layer {
  return line(
    label,
    role,
    survival.map(([size]) => size),
    survival.map(([, share]) => share),
  );
}
