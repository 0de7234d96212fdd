import {
  line,
  logAxis,
  points,
  prose,
  seriesRoles,
  table,
  type Figure,
  type Layer,
  type Panel,
  type Role,
  type Table,
} from '../../../evidence/index.js';
import { expOf } from '../../../kernel/index.js';
import type { Contest } from './contest.js';
import { fitForm, formWords, forms, type FormName, type MeasuredEscape } from './forms.js';
import { heavyIndex, type NoiseWorld } from './worlds.js';

/** Iterations against batch size over step size, and against what the forms say, of SGD and of Levy noise. */
export function exitSgdFigures(sgd: Contest | undefined, heavy: Contest | undefined): Figure[] {
  if (sgd === undefined || heavy === undefined) return [];
  return [
    {
      name: 'levy-exit-sgd',
      title: 'How the exit time grows as the step size falls',
      caption: prose(
        'Iterations that SGD takes to leave a minimum on the line between two networks, times the batch',
        'size. Each symbol is a well, a batch size and a step size; everything is relative to the largest',
        'step size of its well with batch size 1. Under the Lévy law the points follow a straight line, no',
        'steeper than the dashed one. Left: SGD. Right: the same lines with examples of infinite variance.',
      ),
      panels: [
        growthPanel('SGD with minibatches', sgd),
        growthPanel(`examples of index ${heavyIndex}`, heavy),
      ],
    },
    {
      name: 'levy-exit-sgd-forms',
      title: 'Exit times beside what the forms say',
      caption: prose(
        'Each point is a well with one batch size and step size: iterations until it was left, against those',
        'of two fitted forms. On the line both agree. Left: SGD with minibatches. Right: the same lines with',
        'examples of infinite variance.',
      ),
      panels: [formsPanel('SGD with minibatches', sgd), formsPanel(`examples of index ${heavyIndex}`, heavy)],
    },
  ];
}

/** Steepest growth under the Levy law. */
const steepest = 2;

function growthPanel(title: string, { escapes }: Contest): Panel {
  const ratioOf = ({ batchSize, stepSize, largestCurvature }: MeasuredEscape) =>
    batchSize / (stepSize * largestCurvature);
  const shown = [...new Set(escapes.map(({ well }) => well))].flatMap((name) => {
    const own = escapes.filter(({ well }) => well === name);
    const first = own.find(({ batchSize }) => batchSize === 1);
    if (first === undefined || ratioOf(first) > 1 + rounding) return [];
    return own.map((escape) => ({
      batchSize: escape.batchSize,
      ratio: ratioOf(escape),
      times: escape.batchSize * expOf(escape.logIterations - first.logIterations),
    }));
  });
  const farthest = Math.max(steepest, ...shown.map(({ ratio }) => ratio));
  const guide = [1, farthest];
  const layers: Layer[] = [...new Set(shown.map(({ batchSize }) => batchSize))]
    .sort((a, b) => a - b)
    .map((batchSize, i) => {
      const own = shown.filter((each) => each.batchSize === batchSize);
      return points(
        `batch size ${batchSize}`,
        seriesRoles[i],
        own.map(({ ratio }) => ratio),
        own.map(({ times }) => times),
      );
    });
  return {
    title,
    x: logAxis('batch size / step size, relative'),
    y: logAxis('batch size × iterations, relative'),
    layers: [
      line(
        'Lévy law at its steepest (α = 2)',
        'theory',
        guide,
        guide.map((ratio) => ratio * ratio),
      ),
      ...layers,
    ],
  };
}

const rounding = 1e-9;

function formsPanel(title: string, { escapes }: Contest): Panel {
  const measured = escapes.map(({ logIterations }) => expOf(logIterations));
  const ends = [Math.min(...measured) / 2, Math.max(...measured) * 2];
  const against = (name: FormName, label: string, role: Role) => {
    const { predict } = fitForm(forms.find((candidate) => candidate.name === name)!, escapes);
    const said = escapes.map((escape) => expOf(predict(escape)));
    return points(label, role, said, measured);
  };
  return {
    title,
    x: logAxis('iterations that the form says'),
    y: logAxis('iterations'),
    layers: [
      line('agreement', 'theory', ends, ends),
      against('levy', 'Lévy form', 'levy'),
      against('quasi-potential', 'Freidlin–Wentzell', 'brownian'),
    ],
  };
}

/** How well every form predicts, in every world. */
export function exitSgdTables(worlds: Readonly<Record<NoiseWorld, Contest | undefined>>): Table[] {
  const { sgd } = worlds;
  if (sgd === undefined) return [];
  const errorIn = (world: NoiseWorld, form: number) => {
    const error = worlds[world]?.entries[form].error;
    return error === undefined ? null : Math.sqrt(error);
  };
  const caption = prose(
    'Forms of the exit time, and how far each misses log iterations on lines that it was not fitted to (root',
    `mean square), over ${sgd.escapes.length} settings of SGD and in three worlds of known law.`,
  );
  return [
    table('levy-exit-sgd', caption, sgd.entries, [
      ['form', ({ name }) => formWords[name]],
      ['SGD', (_entry, f) => errorIn('sgd', f)],
      ['slope fitted', ({ slope }) => slope],
      ['Gaussian noise', (_entry, f) => errorIn('gaussian', f)],
      ['bounded slopes', (_entry, f) => errorIn('welsch', f)],
      [`examples of index ${heavyIndex}`, (_entry, f) => errorIn('heavy', f)],
    ]),
  ];
}
