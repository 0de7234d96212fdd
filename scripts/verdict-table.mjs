/** Verdicts of several runs as tables of a Markdown page. */

/** Order of kinds in the tables, and their headings. */
const kinds = [
  ['finding', 'Findings on networks'],
  ['theorem', 'Theorem checks'],
  ['control', 'Controls'],
];
const verdictOrder = ['supported', 'refuted', 'undecided', 'failed', 'unfinished'];

/** How a claim ended: its verdict where it was judged. */
const endingOf = ({ status, verdict }) => (status === 'judged' ? verdict : status);

/**
 * How a claim ended in the runs of a column: one word where all agree, counts where they differ.
 *
 * @param entries - of report.json, one a run
 */
export function endingsInWords(entries) {
  if (entries.length === 0) return '–';
  const endings = entries.map(endingOf);
  const found = verdictOrder.filter((ending) => endings.includes(ending));
  if (found.length === 1) return found[0];
  return found.map((ending) => `${endings.filter((each) => each === ending).length} ${ending}`).join(', ');
}

/** The range of the first statistic of a claim over the runs of a column. */
export function effectInWords(entries) {
  const values = entries.flatMap(({ statistics }) => statistics[0]?.value ?? []);
  if (values.length === 0) return '–';
  const [low, high] = [Math.min(...values), Math.max(...values)].map(inDigits);
  return low === high ? low : `${low} to ${high}`;
}

function inDigits(value) {
  const text = Math.abs(value) >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
  return text.replace('-', '−');
}

/** A Markdown table with padded cells, as the formatter leaves it. */
function markdown(header, rows) {
  const widths = header.map((_, i) => Math.max(...[header, ...rows].map((row) => [...row[i]].length)));
  const line = (row) =>
    `| ${row.map((cell, i) => cell + ' '.repeat(widths[i] - [...cell].length)).join(' | ')} |`;
  return [
    line(header),
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...rows.map(line),
  ].join('\n');
}

/** Every claim of the columns, in the order of the reports. */
function claimsOf(columns) {
  const claims = new Map();
  for (const { reports } of columns)
    for (const report of reports) for (const claim of report.claims) claims.set(claim.id, claim);
  return [...claims.values()];
}

const entriesOf = (id, { reports }) =>
  reports.flatMap(({ claims }) => claims.filter((claim) => claim.id === id));

/**
 * Two tables for each kind of claim: verdicts, and the number behind each.
 *
 * @param columns - `heading` and `reports` (contents of report.json), from left to right
 */
export function verdictTables(columns) {
  const all = claimsOf(columns);
  return kinds
    .map(([kind, heading]) => [heading, all.filter((claim) => claim.kind === kind)])
    .filter(([, claims]) => claims.length > 0)
    .map(([heading, claims]) => {
      const rowsOf = (cell) =>
        claims.map((claim) => [
          `\`${claim.id}\``,
          ...columns.map((column) => cell(entriesOf(claim.id, column))),
        ]);
      const effects = rowsOf(effectInWords).map(([id, ...cells], i) => [
        id,
        claims[i].statistics[0]?.name.replaceAll('|', '\\|') ?? '–',
        ...cells,
      ]);
      const headings = columns.map((column) => column.heading);
      const verdicts = rowsOf(endingsInWords).map(([id, ...cells], i) => [id, claims[i].title, ...cells]);
      return [
        `### ${heading}`,
        markdown(['claim', 'what it is about', ...headings], verdicts),
        'The number behind each verdict, its range over the seeds:',
        markdown(['claim', 'statistic', ...headings], effects),
      ].join('\n\n');
    })
    .join('\n\n');
}

/** The claims whose verdict differs between the seeds of one column, as sentences. */
export function differences(columns) {
  return columns.flatMap((column) =>
    claimsOf([column])
      .map(({ id }) => [id, endingsInWords(entriesOf(id, column))])
      .filter(([, words]) => words.includes(','))
      .map(([id, words]) => `${id} on ${column.heading}: ${words}`),
  );
}

/**
 * The page with what stands between two marks replaced.
 *
 * @throws {Error} where the page lacks the marks
 */
export function withTables(page, tables) {
  const [begin, end] = ['<!-- verdicts: begin -->', '<!-- verdicts: end -->'];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The page lacks the marks ${begin} and ${end}.`);
  return `${page.slice(0, from + begin.length)}\n\n${tables}\n\n${page.slice(to)}`;
}
