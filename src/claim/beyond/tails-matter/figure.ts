import { expOf } from '../../../kernel/index.js';
import type { Figure, Role } from '../../../evidence/index.js';
import type { TailsRun } from './run.js';

const roles: readonly Role[] = ['measured', 'brownian', 'levy', 'series4', 'control', 'theory'];

/** Test accuracy against sharpness, a point a run. */
export function tailsMatterFigure(
  groups: readonly { readonly name: string; readonly runs: readonly TailsRun[] }[],
): Figure {
  return {
    name: 'tails-matter',
    title: 'What training finds with and without tails',
    caption:
      'Each point is a run: its test accuracy against its filter-normalised sharpness. All kinds of noise have the covariance of minibatches, or less.',
    panels: [
      {
        x: { label: 'sharpness (loss increase at half the length of the weights)', scale: 'log' },
        y: { label: 'test accuracy (%)', scale: 'linear' },
        layers: groups.map(({ name, runs }, g) => ({
          mark: 'points',
          label: name,
          role: roles[g % roles.length],
          x: runs.map(({ logSharpness }) => expOf(logSharpness)),
          y: runs.map(({ testAccuracy }) => 100 * testAccuracy),
        })),
      },
    ],
  };
}
