import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogue } from '#heavytail/store/dataset/catalogue';
import { checkDatasets } from '#heavytail/store/dataset/check';
import { findDataset } from '#heavytail/store/dataset/data';
import { describe, expect, it } from 'vitest';
import { sha256 } from './download/loopback.js';

describe('the catalogue', () => {
  it.each(catalogue)(
    'has each file of $name brought by one download, of one or several addresses',
    (entry) => {
      const brought = entry.downloads.flatMap(({ brings }) => brings);
      expect(brought).toEqual(entry.files.map(({ name }) => name));
      for (const { packed, brings, sources } of entry.downloads) {
        expect(sources.length).toBeGreaterThan(1);
        expect(new Set(sources.map(({ address }) => new URL(address).host)).size).toBe(sources.length);
        for (const { name, bytes, sha256: digest } of sources) {
          expect(digest).toMatch(/^[0-9a-f]{64}$/);
          expect(bytes).toBeGreaterThan(0);
          if (!packed) expect([brings[0], `${brings[0]}.gz`]).toContain(name);
        }
      }
      for (const { checksum } of entry.files) {
        expect(checksum.digest).toMatch(checksum.algorithm === 'sha1' ? /^[0-9a-f]{40}$/ : /^[0-9a-f]{64}$/);
      }
    },
  );

  it('asks no server without encryption as long as another one has the file', () => {
    for (const { sources } of catalogue.flatMap(({ downloads }) => downloads)) {
      expect(sources[0].address).toMatch(/^https:/);
      const schemes = sources.map(({ address }) => new URL(address).protocol);
      expect(schemes).toEqual(schemes.toSorted().reverse());
    }
  });
});

/** Data sets whose checksums were computed here. */
const computed = ['mnist', 'fashion-mnist', 'digits'] as const;

describe.each(computed)('the original files of %s', (name) => {
  const folder = findDataset(name);
  const entry = catalogue.find((one) => one.name === name)!;

  it.skipIf(folder === undefined)('are those of the catalogue, unpacked and as they are downloaded', () => {
    const [check] = checkDatasets([name], dirname(folder!));
    expect(check.faults).toEqual([]);
    expect(check.originals).toEqual(entry.files.map((file) => file.name));
    for (const { sources } of entry.downloads) {
      for (const source of sources) {
        const path = join(folder!, source.name);
        if (!existsSync(path)) continue;
        const bytes = readFileSync(path);
        expect([bytes.length, sha256(bytes)]).toEqual([source.bytes, source.sha256]);
      }
    }
  });
});
