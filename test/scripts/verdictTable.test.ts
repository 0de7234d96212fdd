import { expect, test } from 'vitest';
import {
  differences,
  effectInWords,
  endingsInWords,
  verdictTables,
  withTables,
  type Entry,
} from '../../scripts/verdict-table.mjs';

const entry = (id: string, verdict: string, value: number | null, rest: Partial<Entry> = {}): Entry => ({
  id,
  title: `Title of ${id}`,
  kind: 'finding',
  status: 'judged',
  verdict,
  statistics: [{ name: 'slope', value }],
  ...rest,
});
const columns = [
  {
    heading: 'MNIST',
    reports: [
      { claims: [entry('jump', 'refuted', -0.5), entry('width', 'supported', 2, { kind: 'theorem' })] },
      { claims: [entry('jump', 'refuted', 1234.56), entry('width', 'undecided', 2, { kind: 'theorem' })] },
    ],
  },
  { heading: 'digits', reports: [{ claims: [entry('jump', 'undecided', null, { status: 'failed' })] }] },
];

test('verdicts that agree are one word, others are counted', () => {
  expect(endingsInWords([entry('a', 'refuted', 1), entry('a', 'refuted', 2)])).toBe('refuted');
  expect(endingsInWords([entry('a', 'undecided', 1), entry('a', 'supported', 2)])).toBe(
    '1 supported, 1 undecided',
  );
  expect(endingsInWords([entry('a', 'undecided', 1, { status: 'failed' })])).toBe('failed');
  expect(endingsInWords([])).toBe('–');
});

test('effects are ranges of the first statistic', () => {
  expect(effectInWords([entry('a', 'refuted', -0.51234), entry('a', 'refuted', 2)])).toBe('−0.512 to 2');
  expect(effectInWords([entry('a', 'refuted', null)])).toBe('–');
});

test('each kind has its tables, with a dash where a claim was not run', () => {
  const lines = verdictTables(columns).split('\n');
  expect(lines.filter((line) => line.startsWith('#'))).toEqual([
    '### Findings on networks',
    '### Theorem checks',
  ]);
  expect(lines).toContain('| `jump` | Title of jump    | refuted | failed |');
  expect(lines).toContain('| `jump` | slope     | −0.5 to 1235 | –      |');
  expect(lines).toContain('| `width` | Title of width   | 1 supported, 1 undecided | –      |');
});

test('a verdict that differs between the seeds of a data set is named', () => {
  expect(differences(columns)).toEqual(['width on MNIST: 1 supported, 1 undecided']);
});

test('the tables go between the marks of the page, and nowhere else', () => {
  const page = 'before\n\n<!-- verdicts: begin -->\n\nold\n\n<!-- verdicts: end -->\n\nafter\n';
  expect(withTables(page, 'new')).toBe(page.replace('old', 'new'));
  expect(withTables(withTables(page, 'new'), 'newer')).toBe(page.replace('old', 'newer'));
  expect(() => withTables('nothing', 'new')).toThrow('lacks the marks');
});
