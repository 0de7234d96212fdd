import { join } from 'node:path';
import { drawFigure, figurePainter } from '../../figure/index.js';
import { writeWhole } from '../../store/index.js';
import { htmlOf } from './html.js';
import { parquetOf } from '../parquet.js';
import { assembleReport, type Report, type ReportInput } from './reportData.js';
import type { ReportData } from './schema.js';
import { csvOf, figureNumbers, texOf } from '../tables.js';

/** Width in pixels of the figures that stand alone. */
const figureWidth = 752;

export interface WrittenReport {
  readonly data: ReportData;
  /** Paths of all files, the page first. */
  readonly files: readonly string[];
}

type File = readonly [name: string, content: string | Uint8Array];

/**
 * Writes a report: report.html, report.json, results.parquet, figures/*.svg, *.png and *.pdf with their
 * numbers in *.csv, tables/*.csv and *.tex.
 * Files of an earlier report are replaced where they have the same names; nothing else is touched.
 * The page is written last, so that what it links to is there.
 *
 * @param folder - made if it is not there
 * @throws {UserError} when a file cannot be written
 */
export async function writeReport(folder: string, input: ReportInput): Promise<WrittenReport> {
  const report = assembleReport(input);
  const figures = await figureFiles(report);
  const contents: readonly File[] = [
    ...figures.files,
    ...report.tables.flatMap(({ content, file }): File[] => [
      [`tables/${file}.csv`, csvOf(content)],
      [`tables/${file}.tex`, texOf(content)],
    ]),
    ['results.parquet', parquetOf(input)],
    ['report.json', `${JSON.stringify(report.data, null, 2)}\n`],
    ['report.html', htmlOf(report, figures.formats)],
  ];
  for (const [name, content] of contents) writeWhole(join(folder, name), content);
  return { data: report.data, files: contents.map(([name]) => join(folder, name)).reverse() };
}

/** Pictures and numbers of all figures; PNG and PDF where this machine can paint them. */
async function figureFiles({
  figures,
}: Report): Promise<{ readonly formats: readonly string[]; readonly files: readonly File[] }> {
  const paint = figures.length === 0 ? undefined : await figurePainter();
  const files: File[] = [];
  // One after the other: the pixels of all together would be hundreds of megabytes.
  for (const { content, file } of figures) {
    const svg = drawFigure({ ...content, name: file }, { width: figureWidth, for: 'file' });
    files.push([`figures/${file}.svg`, `${svg}\n`]);
    if (paint !== undefined) {
      const { png, pdf } = await paint(svg, content.title);
      files.push([`figures/${file}.png`, png], [`figures/${file}.pdf`, pdf]);
    }
    files.push([`figures/${file}.csv`, csvOf(figureNumbers(content))]);
  }
  return { formats: paint === undefined ? ['svg'] : ['svg', 'png', 'pdf'], files };
}
