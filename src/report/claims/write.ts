import { join } from 'node:path';
import { drawFigure } from '../../figure/index.js';
import { writeWhole } from '../../store/index.js';
import { htmlOf } from './html.js';
import { parquetOf } from '../parquet.js';
import { assembleReport, type ReportInput } from './reportData.js';
import type { ReportData } from './schema.js';
import { csvOf, figureNumbers, texOf } from '../tables.js';

/** Width in pixels of the figures that stand alone. */
const figureWidth = 752;

export interface WrittenReport {
  readonly data: ReportData;
  /** Paths of all files, the page first. */
  readonly files: readonly string[];
}

/**
 * Writes a report: report.html, report.json, results.parquet, figures/*.svg with their numbers
 * in *.csv, tables/*.csv and *.tex.
 * Files of an earlier report are replaced where they have the same names; nothing else is touched.
 * The page is written last, so that what it links to is there.
 *
 * @param folder - made if it is not there
 * @throws {UserError} when a file cannot be written
 */
export function writeReport(folder: string, input: ReportInput): WrittenReport {
  const report = assembleReport(input);
  const contents: (readonly [string, string | Uint8Array])[] = [];
  for (const { content, file } of report.figures) {
    const svg = drawFigure({ ...content, name: file }, { width: figureWidth, for: 'file' });
    contents.push(
      [`figures/${file}.svg`, `${svg}\n`],
      [`figures/${file}.csv`, csvOf(figureNumbers(content))],
    );
  }
  for (const { content, file } of report.tables) {
    contents.push([`tables/${file}.csv`, csvOf(content)], [`tables/${file}.tex`, texOf(content)]);
  }
  contents.push(['results.parquet', parquetOf(input)]);
  contents.push(['report.json', `${JSON.stringify(report.data, null, 2)}\n`]);
  contents.push(['report.html', htmlOf(report)]);
  for (const [name, content] of contents) writeWhole(join(folder, name), content);
  return { data: report.data, files: contents.map(([name]) => join(folder, name)).reverse() };
}
