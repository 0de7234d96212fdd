/**
 * Runs all claims on data and seeds that were not looked at when the rules were made, and writes the verdicts into
 * docs/verdicts.md. What is finished is kept: the same command goes on after an interruption.
 *
 *   npm run verdicts -- --data DIR                     all that is missing, then the page
 *   npm run verdicts -- --data DIR --column 1          one column (data set), then the page
 *   npm run verdicts -- --page                         the page alone, from the runs that are there
 *
 * Build first. Runs lie in build/verdicts, one folder a data set and seed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { claims } from '../dist/claim/index.js';
import { differences, verdictTables, withTables } from './verdict-table.mjs';

const root = new URL('../', import.meta.url);
const pathOf = (name) => fileURLToPath(new URL(name, root));

/**
 * Data sets, and seeds of each: the pilot, on which rules were made, and then those of which none was run before the
 * rules were fixed.
 */
const columns = [
  { heading: 'pilot: MNIST, seed 1', dataset: 'mnist', seeds: [1], profile: 'quick' },
  {
    heading: 'MNIST, seeds 101 to 105',
    dataset: 'mnist',
    seeds: [101, 102, 103, 104, 105],
    profile: 'quick',
  },
  {
    heading: 'Fashion-MNIST, 101 to 103',
    dataset: 'fashion-mnist',
    seeds: [101, 102, 103],
    profile: 'quick',
  },
  {
    heading: 'drawn digits, 101 to 103',
    dataset: 'procedural-digits',
    seeds: [101, 102, 103],
    profile: 'quick',
  },
  { heading: 'paper, MNIST, 101', dataset: 'mnist', seeds: [101], profile: 'paper' },
];
const ofData = claims.filter(({ needsData }) => needsData).map(({ id }) => id);
const theorems = claims.filter(({ kind }) => kind === 'theorem').map(({ id }) => id);

/** Claims that need no data are run with the first data set only; in profile paper theorem checks are run. */
function chosen({ profile, dataset }) {
  if (profile === 'paper') return theorems;
  return dataset === 'mnist' ? undefined : ofData;
}

const folderOf = ({ profile, dataset }, seed) => pathOf(`build/verdicts/${profile}-${dataset}-${seed}`);

function run(column, seed, data) {
  const only = chosen(column);
  const { status } = spawnSync(
    process.execPath,
    [
      pathOf('dist/cli/main.js'),
      'reproduce',
      ...['--profile', column.profile, '--seed', String(seed), '--dataset', column.dataset],
      ...(data === undefined ? [] : ['--data', data]),
      ...(only === undefined ? [] : ['--only', only.join(',')]),
      ...['--out', folderOf(column, seed)],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (status !== 0)
    throw new Error(`The run of ${column.dataset} with seed ${seed} ended with code ${status}.`);
}

const { values: options } = parseArgs({
  options: { data: { type: 'string' }, column: { type: 'string' }, page: { type: 'boolean' } },
});
const wanted = options.column === undefined ? columns : [columns[Number(options.column) - 1]];
if (wanted[0] === undefined) throw new Error(`There are columns 1 to ${columns.length}.`);
if (!options.page)
  for (const column of wanted) for (const seed of column.seeds) run(column, seed, options.data);

const measured = columns
  .map((column) => ({
    heading: column.heading,
    reports: column.seeds
      .map((seed) => `${folderOf(column, seed)}/report.json`)
      .filter(existsSync)
      .map((path) => JSON.parse(readFileSync(path, 'utf8'))),
  }))
  .filter(({ reports }) => reports.length > 0);
const page = pathOf('docs/verdicts.md');
writeFileSync(page, withTables(readFileSync(page, 'utf8'), verdictTables(measured)));
for (const { heading, reports } of measured) console.log(`${heading}: ${reports.length} runs`);
const unlike = differences(measured);
console.log(unlike.length === 0 ? 'No verdict differs between the seeds of a data set.' : unlike.join('\n'));
