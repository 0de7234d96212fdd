import { draw, normal, stream, studentT } from 'heavytail/law';
import { analysisSchema } from '#heavytail/analysis/index';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { heavytail } from '../command.js';
import { gradientFolder } from './gradientFiles.js';

const { folder, npy, safetensors } = gradientFolder();
const [rows, columns] = [300, 60];
const gaussian = draw(normal(), rows * columns, stream(1, 'gaussian'));
const plain = npy('plain.npy', rows, columns, gaussian);
const heavy = npy('heavy.npy', rows, columns, draw(studentT({ degrees: 3 }), rows * columns, stream(1, 't')));
const beyond = npy(
  'beyond.npy',
  2,
  2,
  new Float64Array(new BigInt64Array([1n, 2n ** 53n + 1n, 2n, 3n]).buffer),
);
writeFileSync(beyond, readFileSync(beyond, 'latin1').replace('<f8', '<i8'), 'latin1');
const cut = join(folder, 'cut.npy');
writeFileSync(cut, readFileSync(plain).subarray(0, 5000));

describe('what heavytail analyze is given', () => {
  it('goes on past what cannot be read, says so, and exits with 2', async () => {
    const { code, out } = await heavytail(['analyze', plain, cut, '--quiet']);
    expect(code).toBe(2);
    expect(out).toMatch(/Skipped: .*cut\.npy/);
    expect(out).toContain('truncated');
    expect(out).toContain('gaussian');
  });

  it('warns of layers with different numbers of minibatches, which are rather shapes of weights', async () => {
    const weights = safetensors('weights.safetensors', { 'fc1.weight': [8, 5], 'fc2.weight': [3, 8] });
    const { out } = await heavytail(['analyze', weights, '--quiet']);
    expect(out).toMatch(
      /Warning: The tensors of\s[^]*have\s+different\s+numbers\s+of\s+minibatches\s+\(8,\s+3\)/,
    );
    const minibatches = safetensors('minibatches.safetensors', {
      'fc1.weight': [8, 5],
      'fc2.weight': [8, 3],
    });
    expect((await heavytail(['analyze', minibatches, '--describe'])).out).not.toContain('Warning');
  });

  it('describes without analysing', async () => {
    const { code, out, err } = await heavytail(['analyze', folder, '--describe']);
    expect(code).toBe(2);
    expect(err).toBe('');
    expect(out).toMatch(/plain .* 300 .* 60 .* float64/);
    expect(out).toContain('The mean over the minibatches would be subtracted.');
  });

  it.each([
    [['analyze'], /missing required argument/i],
    [['analyze', '/nowhere/at/all'], /nowhere/],
    [['analyze', plain, '--layer', 'fc9'], /no layer "fc9"/],
    [['analyze', plain, '--noise', '--full-gradient', plain], /contradict/],
    [['analyze', plain, '--noise', '--norms'], /neither/],
    [['analyze', plain, '--full-gradient', heavy], /full gradient has 1 × 60/],
    [['analyze', plain, '--full-gradient', heavy, '--describe'], /full gradient has 1 × 60/],
    [['analyze', plain, '--full-gradient', '/nowhere.npy'], /There is no file/],
    [['analyze', plain, '--norms'], /norms are one number a minibatch/],
    [
      ['analyze', plain, heavy, '--norms', '--json'],
      /None of 2 tensors can be analysed. The first: plain has/,
    ],
    [['analyze', cut], /truncated/],
    [['analyze', safetensors('none.safetensors', {})], /holds no tensors/],
    [['analyze', beyond], /holds the integer 9007199254740993/],
    [['analyze', plain, '--tail'], /unknown option/i],
  ])('refuses %j in a sentence', async (args, sentence) => {
    const { code, out, err } = await heavytail([...args, '--quiet']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(/ at .*\.js:|defect|None of 0/);
  });

  it('says what was left out and what was decided, and subtracts full gradients beside', async () => {
    const own = mkdtempSync(join(folder, 'own-'));
    const name = own.slice(folder.length + 1);
    const full = Float64Array.from({ length: columns }, (_, j) => 100 * j);
    const shifted = gaussian.map((x, i) => x + full[i % columns]);
    npy(`${name}/grads.npy`, rows, columns, shifted);
    const file = npy(`${name}/full_grad.npy`, 1, columns, full);
    const table = Array.from({ length: 30 }, (_, i) =>
      [500 + i, ...gaussian.subarray(3 * i, 3 * i + 3)].join(),
    );
    writeFileSync(join(own, 'table.csv'), `step,0,1,2\n${table.join('\n')}\n`);
    const page = join(folder, 'own.html');
    const { code, out } = await heavytail(['analyze', own, '--json', '--quiet', '--html', page]);
    expect(code).toBe(0);
    expect(readFileSync(page, 'utf8')).toContain('How the input was read');
    const report = analysisSchema.parse(JSON.parse(out));
    expect(report.tensors.map((tensor) => [tensor.name, tensor.coordinates, tensor.stepsAsSamples])).toEqual([
      ['grads', columns, false],
      ['table', 3, true],
    ]);
    expect(report.notes).toEqual([
      expect.stringMatching(/table\.csv: Line 1 \(0, 1, 2\) is taken for a header/),
      expect.stringMatching(/table\.csv: Left out as no coordinate: step \(500 to 529\)\.$/),
      'Used as full gradients and not analysed: full_grad in full_grad.npy.',
    ]);
    const args = ['analyze', join(own, 'grads.npy'), '--full-gradient', file, '--json', '--quiet'];
    const [given] = analysisSchema.parse(JSON.parse((await heavytail(args)).out)).tensors;
    expect(report.tensors[0]).toEqual(given);
  });
});
