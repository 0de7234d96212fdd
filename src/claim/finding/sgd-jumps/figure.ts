import {
  line,
  linearAxis,
  logAxis,
  marks,
  prose,
  rule,
  type Figure,
  type Panel,
} from '../../../evidence/index.js';
import type { Interval } from '../../../statistics/index.js';
import { upTo } from '../../crossed.js';
import type { SgdJumpResult } from './run.js';

/** What the pairs of one batch size say. */
interface Shown {
  readonly batchSize: number;
  readonly excess: Interval;
}

/** Numbers as sentences list them: 5, 10 and 100. */
export function listInWords(numbers: readonly number[]): string {
  if (numbers.length < 2) return numbers.join('');
  return `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)!}`;
}

/** Steps on one direction at the smallest and the largest batch size, and the differences. */
export function sgdJumpsFigure(
  results: readonly SgdJumpResult[],
  groups: readonly Shown[],
  margin: number,
): Figure {
  const first = results.filter(({ shown }) => shown.sgd.length > 0);
  return {
    name: 'sgd-jumps',
    title: 'Does the path of SGD jump?',
    caption: prose(
      'Left and middle: the steps of SGD on one random direction at the smallest and the largest batch size,',
      'and those of its twin with Gaussian noise of the same covariance, shifted down. Right: how',
      'much more of the',
      'squared length jumps carry under SGD than under its twin, with the interval that decides; above the',
      'dashed line the path is called jumping.',
    ),
    panels: [
      stepsPanel(first[0]),
      stepsPanel(first[first.length - 1]),
      {
        title: 'SGD less its twin',
        x: logAxis('batch size'),
        y: linearAxis('share of the squared length'),
        layers: [
          rule('jumps above', 'control', { y: [margin] }),
          marks(
            'SGD less its Gaussian twin',
            'measured',
            groups,
            ({ batchSize }) => batchSize,
            ({ excess }) => excess.value,
            ({ excess }) => excess,
          ),
        ],
      },
    ],
  };
}

function stepsPanel({ batchSize, shown }: SgdJumpResult): Panel {
  const size = Math.max(...[...shown.sgd, ...shown.gaussian].map(Math.abs));
  const shift = -2 * size;
  const steps = upTo(shown.sgd.length).map((k) => k + 1);
  return {
    title: `batch size ${batchSize}`,
    x: linearAxis('step'),
    y: linearAxis('step on one direction'),
    layers: [
      line('SGD', 'measured', steps, shown.sgd),
      line(
        'Gaussian twin',
        'brownian',
        steps,
        shown.gaussian.map((step) => step + shift),
      ),
    ],
  };
}
