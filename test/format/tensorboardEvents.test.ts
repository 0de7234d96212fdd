import { crc32c, eventFileStart, scalarEvent } from '#heavytail/format/index';
import { describe, expect, it } from 'vitest';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('CRC-32C', () => {
  // RFC 3720, appendix B.4, and the check value of the catalogue of parametrised CRC algorithms.
  it.each<[string, Uint8Array, number]>([
    ['nothing', new Uint8Array(0), 0],
    ['32 bytes of zeros', new Uint8Array(32), 0x8a9136aa],
    ['32 bytes of ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ['ascending bytes', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
    ['the check text', new TextEncoder().encode('123456789'), 0xe3069283],
  ])('of %s', (_, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });
});

describe('the records of an event file', () => {
  it('begin with the version, as TensorFlow writes it', () => {
    const bytes = eventFileStart(1);
    // Length 24; Event { wall_time = 1.0, file_version = "brain.Event:2" }.
    expect(hex(bytes.subarray(0, 8))).toBe('1800000000000000');
    // The masked checksum of this length stands in every event file with this version.
    expect(hex(bytes.subarray(8, 12))).toBe('a37f4b22');
    expect(hex(bytes.subarray(12, 36))).toBe(
      `09000000000000f03f1a0d${hex(new TextEncoder().encode('brain.Event:2'))}`,
    );
    expect(bytes).toHaveLength(40);
  });

  it('hold a tag, a step and a number', () => {
    const bytes = scalarEvent({ tag: 'loss', step: 300, value: 0.5, wallTime: 2 });
    const data = `09${'0000000000000040'}10ac022a0d0a0b0a046c6f7373150000003f`;
    expect(hex(bytes.subarray(12, bytes.length - 4))).toBe(data);
  });

  it('carry steps beyond 32 bits', () => {
    const bytes = scalarEvent({ tag: 'a', step: 2 ** 35, value: 0, wallTime: 0 });
    // 2^35 is the sixth group of seven bits.
    expect(hex(bytes)).toContain('10808080808001');
  });
});
