import type { Table } from '../evidence/index.js';
import type { AnalysisReport, TensorReport } from './schema.js';

const columns: readonly (readonly [string, (tensor: TensorReport) => string | number | null | undefined])[] =
  [
    ['file', ({ file }) => file],
    ['name', ({ name }) => name],
    ['step', ({ step }) => step],
    ['minibatches', ({ minibatches }) => minibatches],
    ['coordinates', ({ coordinates }) => coordinates],
    ['zero_fraction', ({ zeroFraction }) => zeroFraction],
    ['non_finite', ({ nonFiniteCount }) => nonFiniteCount],
    ['family', ({ acrossMinibatches }) => acrossMinibatches?.family],
    ['tail_weight_excess', ({ acrossMinibatches }) => acrossMinibatches?.tailWeightExcess],
    ['tail_weight_z', ({ acrossMinibatches }) => acrossMinibatches?.tailWeightZ],
    ['tail_index', ({ acrossMinibatches }) => acrossMinibatches?.tailIndex],
    ['tail_index_low', ({ acrossMinibatches }) => acrossMinibatches?.low],
    ['tail_index_high', ({ acrossMinibatches }) => acrossMinibatches?.high],
    ['gaussian_acceptance', ({ acrossMinibatches }) => acrossMinibatches?.gaussianAcceptance],
    [
      'gaussian_acceptance_expected',
      ({ acrossMinibatches }) => acrossMinibatches?.gaussianAcceptanceExpected,
    ],
    ['best_model', ({ acrossMinibatches }) => acrossMinibatches?.models[0]?.name],
    ['pooled_published', ({ pooled }) => pooled?.published],
    ['pooled_surrogate_low', ({ pooled }) => pooled?.surrogateLow],
    ['pooled_surrogate_high', ({ pooled }) => pooled?.surrogateHigh],
    ['scale_ratio', ({ pooled }) => pooled?.scaleRatio],
    ['verdict', ({ verdict }) => verdict],
    ['sentence', ({ sentence }) => sentence],
  ];

/** The analysis as a table, a row a tensor; what is missing is empty. */
export function analysisTable({ tensors }: AnalysisReport): Table {
  return {
    name: 'analysis',
    caption: 'Gradient noise by tensor',
    columns: columns.map(([name]) => name),
    rows: tensors.map((tensor) => columns.map(([, value]) => value(tensor) ?? '')),
  };
}
