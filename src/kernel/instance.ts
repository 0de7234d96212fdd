import { kernelBase64 } from './module.js';

/**
 * The one WebAssembly instance of a thread, and scratch space in its memory.
 *
 * Arrays of the library live in JavaScript; a kernel call copies its input into an arena, runs,
 * and copies its result out. Arenas nest like function calls: all space taken inside
 * `withArena` is given back when its body returns or throws.
 */

const pageBytes = 65536;
const alignment = 64;

interface BaseExports {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
}

/** Kept beside the instance, whose own property costs as much as a logarithm. */
let loaded: BaseExports | undefined;
let top = 0;

function load(): BaseExports {
  const binary = atob(kernelBase64);
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), {}).exports as unknown as BaseExports;
}

/**
 * The exported functions of the kernel. Each file of this folder names the ones that it uses in
 * an interface of its own and asks for that.
 */
export function kernelExports<Exports>(): Exports & BaseExports {
  if (loaded === undefined) {
    loaded = load();
    top = loaded.heapBase();
  }
  return loaded as Exports & BaseExports;
}

/** Space for `length` numbers in kernel memory; `array` is a view of it, valid until the next allocation. */
export interface Block<View> {
  readonly pointer: number;
  readonly length: number;
  readonly array: View;
}

type ViewConstructor<View> = new (buffer: ArrayBuffer, byteOffset: number, length: number) => View;

/** Scratch space that lives as long as the `withArena` call that opened it. */
export class Arena {
  f64(length: number): Block<Float64Array> {
    return this.#take(length, 8, Float64Array);
  }

  f32(length: number): Block<Float32Array> {
    return this.#take(length, 4, Float32Array);
  }

  u8(length: number): Block<Uint8Array> {
    return this.#take(length, 1, Uint8Array);
  }

  u32(length: number): Block<Uint32Array> {
    return this.#take(length, 4, Uint32Array);
  }

  /** A block that holds a copy of `values`. */
  copyF64(values: ArrayLike<number>): Block<Float64Array> {
    const block = this.f64(values.length);
    block.array.set(values);
    return block;
  }

  /** A block that holds a copy of `values`. */
  copyF32(values: ArrayLike<number>): Block<Float32Array> {
    const block = this.f32(values.length);
    block.array.set(values);
    return block;
  }

  #take<View>(length: number, bytesEach: number, View: ViewConstructor<View>): Block<View> {
    const { memory } = kernelExports<unknown>();
    const pointer = Math.ceil(top / alignment) * alignment;
    // 16 bytes beyond the end may be read (never used) by vector loads of an odd last element.
    const end = pointer + length * bytesEach + 16;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    top = end;
    return {
      pointer,
      length,
      get array() {
        return new View(memory.buffer as ArrayBuffer, pointer, length);
      },
    };
  }
}

/** Runs `body` with scratch space in kernel memory and gives the space back afterwards. */
export function withArena<T>(body: (arena: Arena) => T): T {
  kernelExports<unknown>();
  const mark = top;
  try {
    return body(new Arena());
  } finally {
    top = mark;
  }
}
