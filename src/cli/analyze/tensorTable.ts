import type { GradientTensor } from '../../store/index.js';
import { shortenMiddle } from '../terminal.js';

const gap = '  ';
/** Names are not shortened further. */
const shortest = 8;

interface Column {
  /** The heading, and a shorter one for narrow terminals. */
  readonly titles: readonly [string, string];
  readonly cell: (tensor: GradientTensor) => string;
  readonly isNumber: boolean;
}

const layer: Column = { titles: ['layer', 'layer'], cell: ({ name }) => name || '–', isNumber: false };
const file: Column = { titles: ['file', 'file'], cell: (tensor) => tensor.file, isNumber: false };
const facts: readonly Column[] = [
  { titles: ['step', 'step'], cell: ({ step }) => `${step ?? '–'}`, isNumber: true },
  {
    titles: ['minibatches', 'rows'],
    cell: ({ matrix, stepsAsSamples }) => `${matrix.rows}${stepsAsSamples ? ' (steps)' : ''}`,
    isNumber: true,
  },
  { titles: ['coordinates', 'columns'], cell: ({ matrix }) => `${matrix.columns}`, isNumber: true },
  { titles: ['batch size', 'batch'], cell: ({ batchSize }) => `${batchSize ?? '–'}`, isNumber: true },
  { titles: ['type', 'type'], cell: ({ matrix }) => matrix.dtype, isNumber: false },
];

/**
 * Tensors as lines of a table, no wider than the terminal: columns that tell nothing are left out, then headings
 * and at last names are shortened.
 */
export function tensorTable(tensors: readonly GradientTensor[], width: number): string[] {
  const files = new Set(tensors.map((tensor) => tensor.file));
  const telling = facts.filter(({ cell }) => tensors.some((tensor) => cell(tensor) !== '–'));
  const flexible = files.size > 1 ? [layer, file] : [layer];
  const natural = flexible.map((column) => widthOf(column, tensors, 0));
  const wanted = natural.reduce((sum, length) => sum + length, 0);
  const room = (titles: number) =>
    width -
    telling.reduce((sum, column) => sum + widthOf(column, tensors, titles) + gap.length, 0) -
    gap.length * (flexible.length - 1);
  const titles = room(0) >= Math.min(wanted, 2 * shortest * flexible.length) ? 0 : 1;
  const [layerWidth, fileWidth] = shares(natural, room(titles));
  const columns = [
    { column: layer, width: layerWidth },
    ...telling.map((column) => ({ column, width: widthOf(column, tensors, titles) })),
    ...(flexible.includes(file) ? [{ column: file, width: fileWidth }] : []),
  ];
  const line = (cellOf: (column: Column) => string) =>
    columns
      .map((entry) => {
        const cell = shortenMiddle(cellOf(entry.column), entry.width);
        return entry.column.isNumber ? cell.padStart(entry.width) : cell.padEnd(entry.width);
      })
      .join(gap)
      .trimEnd();
  const head = files.size === 1 ? [shortenMiddle([...files][0], width), ''] : [];
  return [
    ...head,
    line(({ titles: all }) => all[titles]),
    ...tensors.map((tensor) => line(({ cell }) => cell(tensor))),
  ];
}

function widthOf({ titles, cell }: Column, tensors: readonly GradientTensor[], title: number): number {
  return tensors.reduce((widest, tensor) => Math.max(widest, cell(tensor).length), titles[title].length);
}

/** How the room is shared by one or two columns of names: what one does not need the other may have. */
function shares(natural: readonly number[], room: number): number[] {
  if (natural.length === 1) return [Math.max(shortest, Math.min(natural[0], room))];
  const [first, second] = natural;
  const half = Math.max(shortest, Math.floor(room / 2));
  const forFirst = Math.min(first, Math.max(half, room - second));
  return [forFirst, Math.max(shortest, Math.min(second, room - forFirst))];
}
