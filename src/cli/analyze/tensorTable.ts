import { basename, dirname } from 'node:path';
import type { GradientTensor } from '../../store/index.js';
import { shortenMiddle } from '../terminal.js';

const gap = '  ';
/** Names are not shortened further. */
const shortest = 8;
/**
 * With less room than this for a column of names, headings are shortened, and then files told on lines of
 * their own.
 */
const comfortable = 16;

interface Column {
  /** The heading, and a shorter one for narrow terminals. */
  readonly titles: readonly [string, string];
  readonly cell: (tensor: GradientTensor) => string;
  readonly isNumber: boolean;
}

const layer: Column = { titles: ['layer', 'layer'], cell: ({ name }) => name || '–', isNumber: false };
const facts: readonly Column[] = [
  { titles: ['step', 'step'], cell: ({ step }) => `${step ?? '–'}`, isNumber: true },
  { titles: ['minibatches', 'rows'], cell: ({ matrix }) => `${matrix.rows}`, isNumber: true },
  { titles: ['coordinates', 'columns'], cell: ({ matrix }) => `${matrix.columns}`, isNumber: true },
  { titles: ['batch size', 'batch'], cell: ({ batchSize }) => `${batchSize ?? '–'}`, isNumber: true },
  { titles: ['type', 'type'], cell: ({ matrix }) => matrix.dtype, isNumber: false },
];

/**
 * Tensors as lines of a table, no wider than the terminal. Columns that tell nothing are left out; where
 * there is little room, headings become shorter, then names, and files get lines of their own.
 */
export function tensorTable(tensors: readonly GradientTensor[], width: number): string[] {
  const files = new Set(tensors.map(({ file }) => file));
  const folders = new Set([...files].map((path) => dirname(path)));
  // What all files share is said once, above.
  const nameOf = folders.size === 1 ? basename : (path: string) => path;
  const file: Column = { titles: ['file', 'file'], cell: (tensor) => nameOf(tensor.file), isNumber: false };
  const telling = facts.filter(({ cell }) => tensors.some((tensor) => cell(tensor) !== '–'));
  const roomFor = (names: number, titles: number) =>
    telling.reduce((room, column) => room - widthOf(column, tensors, titles) - gap.length, width) -
    gap.length * (names - 1);
  const [layerNatural, fileNatural] = [layer, file].map((column) => widthOf(column, tensors, 0));
  const hasFiles = files.size > 1 && roomFor(2, 1) >= Math.min(layerNatural + fileNatural, 2 * comfortable);
  const names = hasFiles ? [layer, file] : [layer];
  const natural = hasFiles ? [layerNatural, fileNatural] : [layerNatural];
  const wanted = hasFiles ? layerNatural + fileNatural : layerNatural;
  const titles = roomFor(names.length, 0) >= Math.min(wanted, comfortable * names.length) ? 0 : 1;
  const [layerWidth, fileWidth] = shares(natural, roomFor(names.length, titles));
  const columns = [
    { column: layer, width: layerWidth },
    ...telling.map((column) => ({ column, width: widthOf(column, tensors, titles) })),
    ...names.slice(1).map((column) => ({ column, width: fileWidth })),
  ];
  const line = (cellOf: (column: Column) => string) =>
    columns
      .map((entry) => {
        const cell = shortenMiddle(cellOf(entry.column), entry.width);
        return entry.column.isNumber ? cell.padStart(entry.width) : cell.padEnd(entry.width);
      })
      .join(gap)
      .trimEnd();
  const title = line((column) => column.titles[titles]);
  const row = (tensor: GradientTensor) => line(({ cell }) => cell(tensor));
  const above = (path: string) => shortenMiddle(path, width);
  if (files.size === 1) return [above(tensors[0].file), '', title, ...tensors.map(row)];
  const folder = folders.size === 1 && !folders.has('.') ? [above(dirname(tensors[0].file)), ''] : [];
  if (hasFiles) return [...folder, title, ...tensors.map(row)];
  const grouped = tensors.flatMap((tensor, i) =>
    tensor.file === tensors[i - 1]?.file ? [row(tensor)] : ['', above(nameOf(tensor.file)), row(tensor)],
  );
  return [...folder, title, ...grouped];
}

function widthOf({ titles, cell }: Column, tensors: readonly GradientTensor[], title: number): number {
  return tensors.reduce((widest, tensor) => Math.max(widest, cell(tensor).length), titles[title].length);
}

/** How one or two columns of names share the room: what one does not need the other may have. */
function shares(natural: readonly number[], room: number): number[] {
  const [first, second = 0] = natural;
  if (natural.length === 1) return [Math.min(first, Math.max(shortest, room))];
  const forFirst = Math.min(first, Math.max(Math.floor(room / 2), room - second));
  return [forFirst, Math.min(second, room - forFirst)];
}
