import { extname } from 'node:path';
import { UserError } from '../error.js';
import { checkWritableFile } from '../store/index.js';

/** Readers of paths: text in, a path that can be used out, or a sentence that says what is wrong. */

/** A reader of the path of something to read, or of a folder to write. */
export function pathOf(option: string): (text: string) => string {
  return (text) => {
    if (text.trim() !== '') return text;
    throw new UserError(`${option} is "${text}".`, 'It must be a path.');
  };
}

/**
 * A reader of the path of a file to write. The place is tried before any work is done.
 *
 * @param option - its flag, for errors
 * @param format - as in "it writes …"
 * @param endings - that the name of such a file may have; one without an ending is taken, too
 */
export function outputOf(
  option: string,
  format: string,
  endings: readonly string[],
): (text: string) => string {
  return (text) => {
    const path = pathOf(option)(text);
    const ending = extname(path).toLowerCase();
    if (ending !== '' && !endings.includes(ending)) {
      throw new UserError(
        `${option} is "${text}"; it writes ${format}.`,
        `Give a name that ends in ${endings.join(' or ')}.`,
      );
    }
    checkWritableFile(path, `Give ${option} another place.`);
    return path;
  };
}

export const readHtml = outputOf('--html', 'a page', ['.html', '.htm']);
export const readFigure = outputOf('--figure', 'SVG', ['.svg']);
export const readCsv = outputOf('--csv', 'comma-separated values', ['.csv', '.txt']);
export const readParquet = outputOf('--parquet', 'Parquet', ['.parquet', '.pq']);
