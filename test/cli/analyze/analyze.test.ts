import { draw, normal, stream, studentT } from 'heavytail/law';
import { analysisSchema } from '#heavytail/analysis/index';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { heavytail, realBinary as binary } from '../command.js';
import { gradientFolder } from './gradientFiles.js';

const { folder, npy } = gradientFolder();
const [rows, columns] = [300, 60];
const gaussian = draw(normal(), rows * columns, stream(1, 'gaussian'));
const plain = npy('plain.npy', rows, columns, gaussian);
const heavy = npy('heavy.npy', rows, columns, draw(studentT({ degrees: 3 }), rows * columns, stream(1, 't')));

describe('heavytail analyze', () => {
  it('says what the noise of a file is', async () => {
    const { code, out, err } = await heavytail(['analyze', plain]);
    expect(code).toBe(0);
    expect(out).toMatch(/^plain {2}gaussian\n {2}Coordinates and random projections have Gaussian tails/);
    expect(out).toContain('300 minibatches × 60 coordinates');
    expect(err).toContain('[1/1] plain (300 × 60)');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('gives the same as JSON and nothing else, and twice the same', async () => {
    const first = await heavytail(['analyze', plain, heavy, '--json', '--quiet']);
    expect(first.code).toBe(0);
    expect(first.err).toBe('');
    const report = analysisSchema.parse(JSON.parse(first.out));
    expect(report.tensors.map(({ verdict }) => verdict)).toEqual(['gaussian', 'heavy-tailed']);
    expect(report.tensors[1].acrossMinibatches?.models[0]).toMatchObject({
      name: 'student-t',
      rejected: false,
    });
    expect(report.sentence).toBe(
      '1 of 2 tensors with tails heavier than Gaussian: 1 heavy-tailed, 1 gaussian.',
    );
    expect((await heavytail(['analyze', plain, heavy, '--json', '--quiet'])).out).toBe(first.out);
  });

  it('writes a page that stands alone and a table', async () => {
    const [page, table, parquet] = ['a.html', 'a.csv', 'a.parquet'].map((name) => join(folder, name));
    const { code } = await heavytail([
      'analyze',
      heavy,
      '--html',
      page,
      '--csv',
      table,
      '--parquet',
      parquet,
      '--quiet',
    ]);
    expect(code).toBe(0);
    const rowsOfParquet = await parquetReadObjects({ file: await asyncBufferFromFile(parquet) });
    expect(rowsOfParquet).toMatchObject([{ name: 'heavy', verdict: 'heavy-tailed', minibatches: rows }]);
    const text = readFileSync(page, 'utf8');
    expect(text).toContain('Growth of sums');
    expect(text).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
    const [head, row] = readFileSync(table, 'utf8').split('\r\n');
    expect(head.split(',')).toContain('tail_weight_excess');
    expect(row).toContain('heavy-tailed');
  });

  it('leaves out minibatches with NaN, says so, and exits with 2', async () => {
    const broken = gaussian.slice();
    broken[7 * columns + 3] = Number.NaN;
    broken[9 * columns] = Infinity;
    const { code, out } = await heavytail([
      'analyze',
      npy('nan.npy', rows, columns, broken),
      '--json',
      '--quiet',
    ]);
    expect(code).toBe(2);
    const [tensor] = analysisSchema.parse(JSON.parse(out)).tensors;
    expect(tensor).toMatchObject({ minibatches: rows - 2, nonFiniteCount: 2, verdict: 'gaussian' });
  });

  it('subtracts a full gradient, or nothing', async () => {
    const full = Float64Array.from({ length: columns }, (_, j) => 100 * j);
    const shifted = gaussian.map((x, i) => x + full[i % columns]);
    const file = npy('shifted.npy', rows, columns, shifted);
    const fullFile = npy('full.npy', 1, columns, full);
    const verdictOf = async (...args: string[]) => {
      const { out } = await heavytail(['analyze', '--json', '--quiet', ...args]);
      return analysisSchema.parse(JSON.parse(out)).tensors[0];
    };
    const withFull = await verdictOf(file, '--full-gradient', fullFile);
    const noise = await verdictOf(plain, '--noise');
    expect(withFull.pooled?.published).toBeCloseTo(noise.pooled?.published as number, 6);
    expect((await verdictOf(file)).pooled?.published).toBeCloseTo(
      (await verdictOf(plain)).pooled?.published as number,
      6,
    );
  });

  it('takes norms alone, and does not call them Gaussian', async () => {
    const t = draw(studentT({ degrees: 1.5 }), 5000, stream(1, 'norms')).map(Math.abs);
    const heavyNorms = await heavytail(['analyze', npy('norms-t.npy', 1, 5000, t), '--norms', '--quiet']);
    expect(heavyNorms.out).toMatch(/heavy-tailed\n {2}The norms have tail index \d/);
    expect(heavyNorms.out).toContain('5000 minibatches × 1 coordinate.');
    const lengths = draw(normal(), 2000 * 20, stream(2, 'norms'));
    const gaussianNorms = Float64Array.from({ length: 2000 }, (_, p) =>
      Math.hypot(...lengths.subarray(20 * p, 20 * p + 20)),
    );
    const light = await heavytail([
      'analyze',
      npy('norms-g.npy', 2000, 1, gaussianNorms),
      '--norms',
      '--quiet',
    ]);
    expect(light.out).toMatch(/not-enough-data\n {2}The \d+ largest norms show no tail heavier/);
  });

  it('keeps what is finished when interrupted', async () => {
    const many = Array.from({ length: 30 }, (_, i) =>
      npy(`many-${String(i).padStart(2, '0')}.npy`, rows, columns, gaussian),
    );
    let sent = false;
    const { code, out, err } = await heavytail(['analyze', ...many], {
      onErr: (said, child) => {
        if (!sent && said.includes('[3/30]')) sent = child.kill('SIGINT');
      },
    });
    expect(code).toBe(130);
    expect(out).toContain('many, step 0');
    expect(out).not.toContain('many, step 29');
    // Tests of one tensor are not broken off: a few may end before the signal is heard.
    const [, finished] = err.match(/Interrupted: (\d+) of 30 tensors are analysed/) as string[];
    expect(Number(finished)).toBeLessThan(15);
  });

  it('ends when it is interrupted while it copies standard input, and leaves no temporary file', async () => {
    const temporary = mkdtempSync(join(folder, 'temporary-'));
    const child = spawn(process.execPath, [binary, 'analyze', '-'], {
      env: { PATH: process.env.PATH, TMPDIR: temporary },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    child.stdin.write('1,2,3\n');
    await expect.poll(() => readdirSync(temporary), { timeout: 600_000 }).toHaveLength(1);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(err).toBe('Interrupted before anything was analysed.\n');
    expect(readdirSync(temporary)).toEqual([]);
  });
});
