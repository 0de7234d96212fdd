import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFailure } from '#heavytail/store/fileFailure';
import { writeWhole } from '#heavytail/store/files';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heavytail-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file appears whole, in folders that are made, and nothing else stays', () => {
  const path = join(folder, 'a', 'b', 'c.bin');
  writeWhole(path, new Uint8Array([1, 2, 3]));
  writeWhole(path, 'text');
  expect(readFileSync(path, 'utf8')).toBe('text');
  expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['c.bin']);
});

test('every way in which writing fails has a sentence of its own', () => {
  const codes = ['EACCES', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EIO'];
  const sentences = codes.map((code) =>
    writeFailure('out/report.html', Object.assign(new Error(code), { code })),
  );
  expect(new Set(sentences.map(({ message }) => message)).size).toBe(codes.length);
  for (const { message, hint } of sentences) {
    expect(message).toMatch(/^out\/report\.html cannot be written: .+\.$/);
    expect(hint).toMatch(/--out\.$/);
  }
});
