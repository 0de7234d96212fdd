import { safetensorsBytes } from '#heavytail/format/index';
import { expect, it } from 'vitest';

it('is the file that the format describes, byte by byte', () => {
  const bytes = safetensorsBytes([{ name: 'w', shape: [1, 2], values: Float32Array.of(1, -2) }], {
    step: '3',
  });
  const header = '{"__metadata__":{"step":"3"},"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}';
  const padded = header.padEnd(Math.ceil(header.length / 8) * 8);
  expect([...bytes.subarray(0, 8)]).toEqual([padded.length, 0, 0, 0, 0, 0, 0, 0]);
  expect(new TextDecoder().decode(bytes.subarray(8, 8 + padded.length))).toBe(padded);
  // 1 is 0x3f800000 and -2 is 0xc0000000, lowest byte first.
  expect([...bytes.subarray(8 + padded.length)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
});

it('counts the bytes of its header, not its letters', () => {
  const bytes = safetensorsBytes([{ name: 'größe', shape: [1], values: Float32Array.of(1) }], {});
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  expect(length % 8).toBe(0);
  expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toHaveProperty('größe');
  expect(bytes.length).toBe(8 + length + 4);
});

it('refuses shapes that do not fit, and names that occur twice', () => {
  const one = { name: 'a', shape: [1], values: Float32Array.of(1) };
  expect(() => safetensorsBytes([{ ...one, shape: [2, 3] }], {})).toThrow(
    'a has 1 numbers; its shape 2 × 3 has 6.',
  );
  expect(() => safetensorsBytes([one, one], {})).toThrow('There are two tensors a.');
});
