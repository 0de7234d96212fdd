/**
 * The layers of heavytail, in the order in which data flow, and what each may import.
 * ESLint enforces this array; ARCHITECTURE.md prints it (a test compares the two).
 */
export const layers = [
  { folder: 'kernel', imports: [], remark: 'the only door to WebAssembly and workers' },
  { folder: 'format', imports: [], remark: 'bytes to typed arrays; pure' },
  { folder: 'law', imports: ['kernel'], remark: 'probability laws and random streams' },
  {
    folder: 'statistics',
    imports: ['kernel', 'law'],
    remark: 'general intervals, lines and tests; knows nothing of tails',
  },
  {
    folder: 'tail',
    imports: ['kernel', 'law', 'statistics'],
    remark: 'samples to tail index, surrogates, diagnosis',
  },
  { folder: 'sde', imports: ['kernel', 'law'], remark: 'potential and driver to paths, exits, theory' },
  {
    folder: 'net',
    imports: ['kernel', 'format', 'law'],
    remark: 'data sets, networks, gradients, SGD; knows nothing of tails',
  },
  {
    folder: 'probe',
    imports: ['kernel', 'law', 'statistics', 'tail', 'net'],
    remark: 'what is measured on a network; never changes a run',
  },
  {
    folder: 'training',
    imports: ['kernel', 'law', 'tail', 'net', 'probe'],
    remark: 'settings to a run and what is measured on its way; no files',
  },
  {
    folder: 'evidence',
    imports: ['statistics'],
    remark: 'what an experiment shows, as data: verdicts, statistics, controls, figures, tables',
  },
  {
    folder: 'claim',
    imports: ['kernel', 'law', 'statistics', 'tail', 'sde', 'net', 'probe', 'training', 'evidence'],
    remark: 'cells in, evidence and verdict out; no files',
  },
  {
    folder: 'analysis',
    imports: ['kernel', 'format', 'law', 'statistics', 'tail', 'evidence'],
    remark: 'dumps of gradients to a diagnosis and its figures, block by block',
  },
  { folder: 'figure', imports: ['evidence'], remark: 'evidence to SVG, PNG and PDF; computes no number' },
  { folder: 'store', imports: ['format', 'net', 'training', 'claim'], remark: 'the only code with files' },
  {
    folder: 'report',
    imports: ['evidence', 'claim', 'analysis', 'figure', 'store'],
    remark: 'claims and figures to one page, JSON, tables',
  },
  {
    folder: 'sweep',
    imports: ['kernel', 'evidence', 'claim', 'store'],
    remark: 'cells to workers, with resume; the only code with processes',
  },
  {
    folder: 'cli',
    imports: [
      'kernel',
      'format',
      'law',
      'statistics',
      'tail',
      'sde',
      'net',
      'probe',
      'training',
      'evidence',
      'claim',
      'analysis',
      'figure',
      'store',
      'report',
      'sweep',
    ],
    remark: 'the only code that prints or exits',
  },
];
