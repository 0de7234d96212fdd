import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { draw, stream, studentT } from 'heavytail/law';
import { claims } from 'heavytail/claim';
import { commands } from '#heavytail/cli/program';
import { verdictTable } from '#heavytail/cli/reproduce/verdictTable';
import { htmlOf } from '#heavytail/report/claims/html';
import { assembleReport } from '#heavytail/report/claims/reportData';
import type { ClaimOutcome } from '#heavytail/sweep/index';
import { sampleReport } from '../report/sample.js';
import { exampleHeavytail, heavytail } from './command.js';

const folder = mkdtempSync(join(tmpdir(), 'heavytail-typography-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Names that programs have for what people call otherwise. */
const names = /\bLevy\b|student-t|normal-inverse-gaussian|generalised-pareto/;
/** A hyphen where a minus belongs. */
const hyphen = /(?:^|[\s(=])-(?:\.?\d|∞)/m;

const expectProse = (text: string) => {
  expect(text).not.toMatch(names);
  expect(text).not.toMatch(/\balpha-stable\b|\balpha\b(?! {2})/);
  expect(text).not.toMatch(hyphen);
};

/** What a page shows as text. */
const textOf = (page: string) =>
  page.replace(/<(code|pre|style|script|math)\b.*?<\/\1>/gs, '').replace(/<[^>]*>/g, '\n');

describe('text is printed as people write it', () => {
  it('by commands, on the terminal and on pages', async () => {
    const gradients = Array.from(draw(studentT({ degrees: 3 }), 100 * 20, stream(3, 'typography')));
    const rows = Array.from({ length: 100 }, (_, i) => gradients.slice(20 * i, 20 * i + 20).join(','));
    writeFileSync(join(folder, 'grads.csv'), rows.join('\n'));
    writeFileSync(
      join(folder, 'sample.txt'),
      Array.from({ length: 40 }, (_, i) => Math.tan(0.07 * (i - 21))).join('\n'),
    );
    const runs = [
      ['analyze', 'grads.csv', '--html', 'analyze.html'],
      [
        'walk',
        '--paths',
        '2',
        '--until',
        '100',
        '--start',
        '-0.5',
        '--html',
        'walk.html',
        '--figure',
        'walk.svg',
      ],
      [
        'escape',
        '--paths',
        '64',
        '--jobs',
        '1',
        '--until',
        '1',
        '--domain',
        '-1,2',
        '--html',
        'escape.html',
        '--figure',
        'escape.svg',
      ],
      ['escape', '--path', '0', '--until', '1', '--start', '-0.5'],
      ['stable', 'fit', '--method', 'quantile', '--file', 'sample.txt'],
    ];
    for (const args of runs) {
      const { code, out, err } = await heavytail([...args, ...(args[0] === 'stable' ? [] : ['--quiet'])], {
        cwd: folder,
      });
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expectProse(out);
      const files = args.filter((word) => /\.(html|svg)$/.test(word));
      for (const file of files) expectProse(textOf(readFileSync(join(folder, file), 'utf8')));
    }
    const { out } = await exampleHeavytail(['reproduce', '--out', 'report', '--quiet'], { cwd: folder });
    expectProse(out);
  });

  it('in what the claims say of themselves and in a report', () => {
    const failed = claims.map((claim) => ({ status: 'failed' as const, claim, reason: 'at -1', seconds: 1 }));
    for (const report of [sampleReport, { ...sampleReport, claims: failed }]) {
      expectProse(textOf(htmlOf(assembleReport(report))));
    }
    const evidence = {
      verdict: 'refuted',
      reason: 'Slope -0.5 (-0.6 to -0.4); Levy noise and a student-t law.',
    };
    const outcome = { claim: claims[0], status: 'judged', evidence } as unknown as ClaimOutcome;
    const terminal = { inPlace: false, colour: false, unicode: true, columns: 80 };
    expectProse(verdictTable([outcome], terminal));
    expect(verdictTable([outcome], { ...terminal, unicode: false })).toMatch(/^[\n -~]*$/);
  });

  it('in help and refusals', async () => {
    for (const { name } of commands) expect((await heavytail([name, '--help'])).out).not.toMatch(names);
    for (const args of [
      ['stable', 'density', '--alpha', '1', '--beta', '3', '1'],
      ['escape', '--scheme', 'bridge'],
      ['escape', '--domain', '1,-1'],
      ['escape', '--start', '-3'],
    ]) {
      const { code, err } = await heavytail(args);
      expect(code).toBe(1);
      expectProse(err.replace(/"[^"]*"|--[\w-]+[= ]\S+/g, ''));
    }
  });
});
