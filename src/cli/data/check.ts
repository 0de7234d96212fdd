import { catalogue, checkDatasets, dataFolders, getCommand, type DatasetCheck } from '../../store/index.js';
import { terminalOf } from '../terminal.js';
import { entryLines, type Entry } from './entries.js';
import { entriesOf, grouped } from './words.js';

/**
 * Compares data sets with the originals and prints what is wrong.
 *
 * @param names - those that have to be there; none: all that are there
 * @returns the exit code
 * @throws {UserError} when there is no such data set, or the folder does not exist
 */
export function checkData(names: readonly string[], { data }: { readonly data?: string }): number {
  const wanted = names.length === 0 ? undefined : entriesOf(names, catalogue).map(({ name }) => name);
  const terminal = terminalOf(process.stdout, process.env);
  let sound = true;
  let checked = 0;
  for (const check of checkDatasets(wanted, data)) {
    checked++;
    if (check.faults.length > 0) sound = false;
    process.stdout.write(entryLines([entryOf(check, data)], terminal));
  }
  if (checked === 0) {
    const folders = dataFolders(data).join(', ');
    process.stdout.write(`There is no data set in ${folders}. This gets one: ${getCommand('mnist', data)}\n`);
  }
  return sound ? 0 : 1;
}

function entryOf({ survey, originals, readable, faults }: DatasetCheck, data?: string): Entry {
  const { entry, folder, state, examples } = survey;
  const { name } = entry;
  const place = folder === undefined ? [] : [folder];
  if (faults.length > 0) {
    const get = ['To get the original:', getCommand(name, data)];
    const word = state === 'missing' || state === 'partly' ? state : 'wrong';
    return { name, word, colour: 'red', sentences: faults, lines: [...place, ...get] };
  }
  const counts = (both: readonly number[] = []) => both.map(grouped).join(' + ');
  const whole = state === 'subset' ? ` of ${counts(entry.examples)}` : '';
  const sentences = [
    `${counts(examples)}${whole} examples.`,
    ...(originals.length > 0 ? [`${files(originals.length)} as in the original, byte for byte.`] : []),
    ...(readable.length > 0
      ? [`${files(readable.length)} of whole records; a part of a batch has no published checksum.`]
      : []),
  ];
  return { name, word: state === 'subset' ? 'subset' : 'right', colour: 'green', sentences, lines: place };
}

function files(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}
