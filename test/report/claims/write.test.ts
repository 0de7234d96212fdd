import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '#heavytail/error';
import { reportSchema, thisMachine, writeReport } from '#heavytail/report/index';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleReport } from '../sample.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heavytail-report-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string) => readFileSync(join(folder, name), 'utf8');

test('report.json follows its schema and names files that are there', async () => {
  const { files } = await writeReport(folder, sampleReport);
  const data = reportSchema.parse(JSON.parse(read('report.json')));
  const named = data.claims.flatMap(({ figures, tables }) => [
    ...figures,
    ...tables.flatMap(({ csv, tex }) => [csv, tex]),
  ]);
  const numbers = data.claims.flatMap(({ figures }) =>
    figures.flatMap((name) => ['.csv', '.png', '.pdf'].map((ending) => name.replace('.svg', ending))),
  );
  const all = [...named, ...numbers, 'report.json', 'report.html', 'results.parquet'];
  expect(files.toSorted()).toEqual(all.map((name) => join(folder, name)).toSorted());
  for (const name of all) expect(read(name).length).toBeGreaterThan(0);
  for (const ending of ['svg', 'png', 'pdf', 'csv']) {
    expect(read('report.html')).toContain(`href="figures/levy-width-exit-time.${ending}"`);
  }
  expect(data.claims.map(({ status }) => status)).toEqual([
    'judged',
    'judged',
    'judged',
    'failed',
    'unfinished',
    'judged',
  ]);
  expect(data.claims[1].statistics[1]).toEqual({
    name: 'accepted projections',
    value: 0.61,
    low: 0.48,
    high: null,
    level: 0.99,
  });
});

test('results.parquet has one row a statistic, with bits as they were', async () => {
  await writeReport(folder, sampleReport);
  const bytes = readFileSync(join(folder, 'results.parquet'));
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const rows = await parquetReadObjects({ file });
  expect(rows).toHaveLength(7);
  expect(rows[0]).toEqual({
    claim: 'levy-width',
    statistic: 'exponent of the width',
    value: 1.503,
    low: 1.481,
    high: 1.525,
    level: 0.95,
    theory: 1.5,
    verdict: 'supported',
    profile: 'smoke',
    seed: 7n,
    version: '0.1.0',
  });
  expect(rows[2].theory).toBeNull();
  expect(rows[4].high).toBe(Infinity);
  expect(rows[6].value).toBeNaN();
  const metadata = parquetMetadata(file).key_value_metadata;
  expect(metadata).toContainEqual({ key: 'heavytail.schema', value: 'heavytail.results/1' });
});

test('a run without statistics still gives a Parquet file that can be read', async () => {
  await writeReport(folder, { ...sampleReport, claims: [] });
  const bytes = readFileSync(join(folder, 'results.parquet'));
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  expect(await parquetReadObjects({ file })).toEqual([]);
});

test('a second report replaces its own files and leaves all others', async () => {
  await writeReport(folder, sampleReport);
  writeFileSync(join(folder, 'figures', 'mine.svg'), 'mine');
  writeFileSync(join(folder, 'notes.txt'), 'notes');
  await writeReport(folder, { ...sampleReport, claims: sampleReport.claims.slice(0, 1), version: '9.9.9' });
  expect(read('figures/mine.svg')).toBe('mine');
  expect(read('notes.txt')).toBe('notes');
  expect(read('tables/noise-non-gaussian-all-cells.csv')).toContain('fc1.weight');
  expect(JSON.parse(read('report.json')).version).toBe('9.9.9');
  expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
});

test('names of claims cannot lead out of the folder', async () => {
  const { files } = await writeReport(folder, sampleReport);
  for (const file of files)
    expect(file).toMatch(/[\\/](figures|tables)?[\\/]?[\w-]+\.(html|json|parquet|svg|png|pdf|csv|tex)$/);
});

test('a folder that is a file is refused in a sentence', async () => {
  writeFileSync(join(folder, 'report'), '');
  await expect(writeReport(join(folder, 'report'), sampleReport)).rejects.toThrow(UserError);
  await expect(writeReport(join(folder, 'report'), sampleReport)).rejects.toThrow(
    /a part of this path is a file/,
  );
});

test('a folder where a file should be is refused in a sentence, and nothing is left behind', async () => {
  mkdirSync(join(folder, 'report.json'));
  await expect(writeReport(folder, sampleReport)).rejects.toThrow(
    /report\.json cannot be written: it is a folder/,
  );
  expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
});

test('this machine is described without its name or its user', async () => {
  const machine = thisMachine();
  expect(machine.node).toBe(process.version);
  expect(machine.cores).toBeGreaterThan(0);
  expect(JSON.stringify(machine)).not.toContain(homedir().length > 1 ? homedir() : '/root');
});

test('reasons of failed claims show no path of the person who ran them', async () => {
  const [first] = sampleReport.claims;
  const reason = `no such file ${join(process.cwd(), 'data/mnist')}`;
  const { data } = await writeReport(folder, {
    ...sampleReport,
    claims: [{ status: 'failed', claim: first.claim, reason, seconds: 1 }],
  });
  expect(data.claims[0].reason).toBe('no such file ./data/mnist');
});
