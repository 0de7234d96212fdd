import {
  linearAxis,
  logAxis,
  marks,
  prose,
  rule,
  seriesRoles,
  table,
  type Figure,
  type Layer,
  type Role,
  type Table,
} from '../../../evidence/index.js';
import { logOf } from '../../../kernel/index.js';
import { studentInterval } from '../../../statistics/index.js';
import type { JumpResult, Variant } from './jump.js';
import { margin, sameTime, settingsOf, stageWords } from './parts.js';
import type { Law, NoiseResult } from './run.js';

const name = 'transformer-noise';
/** Points of one batch size are this factor apart from stage to stage. */
const apart = 1.12;

/** Left and middle: tail weight by stage and batch size. Right: times of the gain. */
export function transformerFigure(noise: readonly NoiseResult[], jump: readonly JumpResult[]): Figure {
  const settings = settingsOf(noise);
  const stages = [...new Set(settings.map(({ iteration }) => iteration))];
  const layers = (pick: (law: Law) => number): Layer[] =>
    stages.map((stage, i) => {
      const interval = (laws: readonly Law[]) => studentInterval(laws.map(pick));
      return marks(
        stageWords(stage),
        seriesRoles[i % seriesRoles.length],
        settings.filter(({ iteration }) => iteration === stage),
        ({ batchSize }) => batchSize * shiftOf(i),
        ({ laws }) => interval(laws).value,
        ({ laws }) => interval(laws),
      );
    });
  const panel = (title: string, pick: (law: Law) => number) => ({
    title,
    x: logAxis('batch size (sequences)'),
    y: linearAxis('tail weight'),
    layers: [rule('not Gaussian above', 'theory', { y: [margin] }), ...layers(pick)],
  });
  return {
    name,
    title: 'The noise of a transformer, and its early gain',
    caption: prose(
      'Left and middle: tail weight of the noise (0 for Gaussian noise) on single parameters and on random',
      'directions against the batch size; means over replicates with 95 % intervals. Right: log₂ of the time',
      'to the gain over that of SGD, one point a replicate, for Gaussian noise of the same covariance (1),',
      'other minibatches (2) and half the step size (3); above the line it is later.',
    ),
    panels: [
      panel('single parameters', ({ coordinates }) => coordinates),
      panel('random directions', ({ projections }) => projections),
      gainPanel(jump),
    ],
  };
}

function shiftOf(stage: number): number {
  return [1 / apart, 1, apart][stage % 3];
}

function gainPanel(jump: readonly JumpResult[]): Figure['panels'][number] {
  const shown: readonly (readonly [Variant, string, Role])[] = [
    ['gaussian', 'Gaussian noise', 'surrogate'],
    ['again', 'other minibatches', 'control'],
    ['slow', 'half the step size', 'measured'],
  ];
  return {
    title: 'time of the gain',
    x: linearAxis('run beside SGD (1 Gaussian, 2 again, 3 slow)', [0.5, 3.5]),
    y: linearAxis('log₂ of time over SGD’s'),
    layers: [
      rule('later above', 'theory', { y: [logOf(sameTime) / logOf(2)] }),
      ...shown.map(([variant, label, role], i) => {
        const ratios = jump.flatMap(({ times }) => {
          const [own, other] = [times.sgd, times[variant]];
          return own === null || other === null ? [] : [logOf(other / own) / logOf(2)];
        });
        return marks(
          label,
          role,
          ratios,
          () => i + 1,
          (ratio) => ratio,
        );
      }),
    ],
  };
}

/** Every stage and batch size of every replicate, and the times of the gain. */
export function transformerTables(noise: readonly NoiseResult[], jump: readonly JumpResult[]): Table[] {
  const rows = noise.flatMap(({ replicate, looks }) =>
    looks.flatMap(({ laws, ...look }) => laws.map((law) => ({ replicate, ...look, ...law }))),
  );
  return [
    table(name, 'Noise of the transformer at each stage and batch size (in sequences).', rows, [
      ['replicate', ({ replicate }) => replicate],
      ['iteration', ({ iteration }) => iteration],
      ['loss', ({ loss }) => loss],
      ['accuracy', ({ accuracy }) => accuracy],
      ['batch size', ({ batchSize }) => batchSize],
      ['tail weight of parameters', ({ coordinates }) => coordinates],
      ['tail weight of directions', ({ projections }) => projections],
      ['tail index', ({ tailIndex }) => tailIndex],
    ]),
    table(`${name}-gain`, 'Iterations to the early gain.', jump, [
      ['replicate', ({ replicate }) => replicate],
      ['SGD', ({ times }) => times.sgd],
      ['Gaussian noise', ({ times }) => times.gaussian],
      ['other minibatches', ({ times }) => times.again],
      ['half the step size', ({ times }) => times.slow],
    ]),
  ];
}
