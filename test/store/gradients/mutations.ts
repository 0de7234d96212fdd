/** A small generator of whole numbers (xorshift32): the same damage on every machine. */
export class Dice {
  constructor(private state: number) {
    this.state = (Math.imul(state + 1, 0x9e3779b1) ^ 0x85ebca6b) >>> 0 || 1;
  }

  /** 0 … limit - 1. */
  below(limit: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % limit;
  }
}

type Damage = (bytes: Uint8Array, dice: Dice) => Uint8Array;

const extremes = [0, 1, 0x7f, 0x80, 0xff, 0x7fffffff, 0x80000000, 0xffffffff, 0x00010000, 0x40000000];

const damages: readonly Damage[] = [
  function flipBits(bytes, dice) {
    for (let count = 1 + dice.below(4); count > 0; count--)
      bytes[dice.below(bytes.length)]! ^= 1 << dice.below(8);
    return bytes;
  },
  function replaceBytes(bytes, dice) {
    for (let count = 1 + dice.below(4); count > 0; count--) bytes[dice.below(bytes.length)] = dice.below(256);
    return bytes;
  },
  function writeExtreme(bytes, dice) {
    if (bytes.length < 8) return bytes;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const at = dice.below(bytes.length - 7);
    view.setUint32(at, extremes[dice.below(extremes.length)]!, dice.below(2) === 0);
    if (dice.below(3) === 0) view.setUint32(at + 4, extremes[dice.below(extremes.length)]!, true);
    return bytes;
  },
  function changeDigit(bytes, dice) {
    const digits = [...bytes.keys()].filter((i) => bytes[i]! >= 0x30 && bytes[i]! <= 0x39);
    if (digits.length > 0)
      bytes[digits[dice.below(digits.length)]!] = '0123456789-,.e'.charCodeAt(dice.below(14));
    return bytes;
  },
  function truncate(bytes, dice) {
    return bytes.slice(0, dice.below(bytes.length));
  },
  function extend(bytes, dice) {
    return Uint8Array.from([...bytes, ...bytes.subarray(0, 1 + dice.below(64))]);
  },
  function remove(bytes, dice) {
    const at = dice.below(bytes.length);
    return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + dice.below(16))]);
  },
  function repeat(bytes, dice) {
    const at = dice.below(bytes.length);
    const piece = bytes.subarray(at, at + 1 + dice.below(32));
    return Uint8Array.from([...bytes.subarray(0, at), ...piece, ...bytes.subarray(at)]);
  },
];

/** A copy of the bytes with damage in one to three places, most often in one, towards the ends more often, where headers are. */
export function damage(bytes: Uint8Array, dice: Dice): Uint8Array {
  let damaged: Uint8Array = bytes.slice();
  for (let count = [1, 1, 1, 2, 3][dice.below(5)]!; count > 0 && damaged.length > 0; count--) {
    const change = damages[dice.below(damages.length)]!;
    const part = dice.below(4);
    const length = Math.min(damaged.length, 256);
    if (part === 0) damaged = change(damaged, dice);
    else if (part === 1) damaged = join(damaged.slice(0, -length), change(damaged.slice(-length), dice));
    else damaged = join(change(damaged.slice(0, length), dice), damaged.slice(length));
  }
  return damaged;
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
