import { conclusionText } from '#heavytail/cli/reproduce/conclusionText';
import { verdictTable } from '#heavytail/cli/reproduce/verdictTable';
import { assembleReport } from '#heavytail/report/claims/reportData';
import { expect, test } from 'vitest';
import { sampleReport } from '../../report/sample.js';

const terminal = { inPlace: false, colour: false, unicode: true, columns: 80 };
const table = verdictTable(sampleReport.claims, terminal);

test('each kind of claims has a table, findings first', () => {
  const heads = table.split('\n').filter((line) => line.includes(' Verdict '));
  // The control of the sample was interrupted, so it has no verdict to show.
  expect(heads.map((line) => line.split(/ {2,}/)[0])).toEqual(['Findings on networks', 'Theorem checks']);
  expect(table).toMatch(/^levy-width +supported +The exit time grows/m);
  expect(table).toMatch(/^brownian-depth +failed to run +2 of its 40 cells/m);
});

test('what is refuted as stated says so in its column, and its scope before its reason', () => {
  const [first, second] = table.slice(table.indexOf('noise-jumps')).split('\n');
  expect(first).toMatch(/^noise-jumps +refuted +Holds for b ≤ 100,/);
  expect(second).toMatch(/^ +as stated +/);
  expect(table.replaceAll(/\s+(as stated\s+)?/g, ' ')).toContain('fails from b = 500. The step');
});

test('no line is longer than the terminal, and on a narrow one reasons stand below', () => {
  for (const columns of [40, 60, 80, 200]) {
    const lines = verdictTable(sampleReport.claims, { ...terminal, columns }).split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(Math.min(columns, 100));
    expect(lines).toEqual(lines.map((line) => line.trimEnd()));
  }
  const narrow = verdictTable(sampleReport.claims, { ...terminal, columns: 40 });
  expect(narrow).toMatch(/^Findings on networks:\n/);
  expect(narrow).toMatch(/^noise-jumps {2}refuted as stated\n {2}Holds for b ≤ 100/m);
});

test('the conclusion is printed question by question, with the claims behind its sentences', () => {
  const text = conclusionText(assembleReport(sampleReport).data, { ...terminal, columns: 60 });
  const questions = text.split('\n').filter((line) => line.endsWith('?'));
  expect(questions).toEqual(['What is the noise?', 'What does theory get right?', 'What is open?']);
  expect(text.replaceAll(/\s+/g, ' ')).toContain(
    '- The steps of SGD are not jumps in every setting: holds for b ≤ 100, fails from b = 500. [noise-jumps]',
  );
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
});
