import type { Figure, Table } from '../evidence/index.js';
import { formatNumber } from './number.js';

/** A table as CSV after RFC 4180: a header line, CRLF, numbers with all their digits. */
export function csvOf({ columns, rows }: Table): string {
  return [columns, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

function csvField(value: string | number): string {
  const text = String(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The numbers of a figure as a table, a row each point: panel, layer, mark, x, y, low, high. */
export function figureNumbers({ name, caption, panels }: Figure): Table {
  const rows = panels.flatMap(({ title, layers }, panel) =>
    layers.flatMap(({ label, mark, x = [], y = [], low = [], high = [] }) => {
      const count = Math.max(x.length, y.length, low.length, high.length);
      return Array.from({ length: count }, (_, i) => [
        title ?? String(panel + 1),
        label,
        mark,
        ...[x[i], y[i], low[i], high[i]].map((value) => value ?? ''),
      ]);
    }),
  );
  return { name, caption, columns: ['panel', 'layer', 'mark', 'x', 'y', 'low', 'high'], rows };
}

/** A table in LaTeX with the rules of booktabs; numbers to four digits, aligned right. */
export function texOf({ name, caption, columns, rows }: Table): string {
  const alignment = columns.map((_, index) => (isNumeric(rows, index) ? 'r' : 'l')).join('');
  const line = (cells: readonly (string | number)[]) => `  ${cells.map(texCell).join(' & ')} \\\\\n`;
  return [
    '% Needs \\usepackage{booktabs}.\n',
    '\\begin{table}\n',
    '\\centering\n',
    `\\caption{${texText(caption)}}\n`,
    `\\label{tab:${name.replace(/[^\w-]/g, '-')}}\n`,
    `\\begin{tabular}{${alignment}}\n`,
    '\\toprule\n',
    line(columns),
    '\\midrule\n',
    ...rows.map(line),
    '\\bottomrule\n',
    '\\end{tabular}\n',
    '\\end{table}\n',
  ].join('');
}

/** Whether a column holds numbers only. */
export function isNumeric(rows: Table['rows'], column: number): boolean {
  return rows.length > 0 && rows.every((row) => typeof row[column] === 'number');
}

function texCell(value: string | number): string {
  return typeof value === 'number' ? `$${formatNumber(value, 4, 'tex')}$` : texText(value);
}

const texCharacters: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '−': '$-$',
  '±': '$\\pm$',
  '×': '$\\times$',
  '≤': '$\\leq$',
  '≥': '$\\geq$',
  '∞': '$\\infty$',
  α: '$\\alpha$',
  β: '$\\beta$',
  ε: '$\\varepsilon$',
  η: '$\\eta$',
  σ: '$\\sigma$',
  τ: '$\\tau$',
  γ: '$\\gamma$',
  δ: '$\\delta$',
  λ: '$\\lambda$',
  μ: '$\\mu$',
  π: '$\\pi$',
  ρ: '$\\rho$',
  '≈': '$\\approx$',
  '∈': '$\\in$',
  '→': '$\\to$',
  '·': '$\\cdot$',
  '²': '$^2$',
  '³': '$^3$',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': "''",
  '\n': ' ',
  '\r': ' ',
};

function texText(text: string): string {
  return [...text]
    .map(
      (character) => texCharacters[character] ?? (/[&%$#_{}]/.test(character) ? `\\${character}` : character),
    )
    .join('');
}
