import type { Stream } from '../../law/index.js';
import { Canvas, side } from './raster.js';
import { glyphs, type Glyph, type Stroke } from './strokes.js';

/** Digits as bytes, as the files of MNIST hold them. */
export interface DrawnDigits {
  /** count × 28 × 28 bytes, row by row; 0 is paper, 255 ink. */
  readonly values: Uint8Array;
  /** 0 … 9, one a digit. */
  readonly labels: Uint8Array;
}

/** How handwriting varies; standard deviations are of normal variates cut off at ±2.5. */
const variation = {
  /** Height of a digit in pixels, and relative deviations of its height and width. */
  height: 19,
  heightDeviation: 0.1,
  widthDeviation: 0.17,
  /** Half-angle tangent of the rotation, and tangent of the slant. */
  rotation: 0.085,
  slant: 0.22,
  /** Pixels, along each axis. */
  shift: 1.2,
  /** Displacement of each point of a stroke, in heights. */
  wobble: 0.045,
  /** Radius of the pen in pixels: least and most. */
  radius: [0.8, 1.7],
  softness: [0.45, 0.95],
  darkness: [0.75, 1],
  /** Deviation of the noise in units of full ink: least and most. */
  noise: [0.02, 0.14],
  /** Stray strokes: at most so many, each up to so many pixels along each axis. */
  strays: 3,
  strayReach: 4,
} as const;

const pixels = side * side;
const middle = (side - 1) / 2;
const furthest = 2.5;
/** Random numbers set aside for the shape of an image: more than any glyph needs. */
const shapeNormals = 64;
const imageUniforms = 32;

/**
 * Draws `count` digits, each of 0 … 9 equally often up to one, in random order. Image i depends on the
 * stream's substream i + 1 and its label alone.
 */
export function drawnDigits(count: number, stream: Stream): DrawnDigits {
  const labels = digitLabels(count, stream);
  return { values: drawnImages(labels, stream), labels };
}

/** The labels of `count` digits. */
export function digitLabels(count: number, stream: Stream): Uint8Array {
  return Uint8Array.from(stream.substream(0).permutation(count), (place) => place % 10);
}

/** Draws an image for each label; of the first labels of a longer list, the first of its images. */
export function drawnImages(labels: Uint8Array, stream: Stream): Uint8Array {
  const values = new Uint8Array(labels.length * pixels);
  const pen = new Pen();
  for (let i = 0; i < labels.length; i++) {
    pen.write(labels[i], stream.substream(i + 1), values.subarray(i * pixels, (i + 1) * pixels));
  }
  return values;
}

/** How many numbers 32 bits make. */
const words32 = 0x1_0000_0000;

/** Writes one digit after the other, in memory of its own. */
class Pen {
  readonly #canvas = new Canvas();
  readonly #ink = new Float64Array(pixels);
  readonly #points = new Float64Array(shapeNormals);

  write(digit: number, stream: Stream, out: Uint8Array): void {
    const ink = this.#ink.fill(0);
    const uniforms = stream.uniforms(imageUniforms);
    const normals = stream.normals(shapeNormals);
    const words = stream.integers(pixels, words32);
    const ways = glyphs[digit];
    const between = ([low, high]: readonly [number, number], i: number) => low + (high - low) * uniforms[i];
    const radius = between(variation.radius, 1);
    const softness = between(variation.softness, 2);
    const darkness = between(variation.darkness, 3);
    this.#canvas.clear(radius + softness);
    this.#drawGlyph(ways[Math.floor(uniforms[0] * ways.length)], normals);
    this.#canvas.ink(radius, softness, darkness, ink);
    this.#drawStrays(uniforms.subarray(5), softness);
    const noise = between(variation.noise, 4);
    for (let at = 0; at < pixels; at++) {
      const level = ink[at] + noise * nearlyNormal(words[at]);
      out[at] = Math.floor(255 * Math.min(1, Math.max(0, level)) + 0.5);
    }
  }

  #drawGlyph(glyph: Glyph, normals: Float64Array): void {
    const deviate = (i: number) => Math.min(furthest, Math.max(-furthest, normals[i]));
    const height = variation.height * (1 + variation.heightDeviation * deviate(0));
    const width = height * (1 + variation.widthDeviation * deviate(1));
    const slant = variation.slant * deviate(2);
    const half = variation.rotation * deviate(3);
    const cosine = (1 - half * half) / (1 + half * half);
    const sine = (2 * half) / (1 + half * half);
    const left = middle + variation.shift * deviate(4);
    const top = middle + variation.shift * deviate(5);
    let next = 6;
    for (const stroke of glyph) {
      const count = stroke.length / 2;
      for (let i = 0; i < count; i++) {
        if (i > 0 && isCorner(stroke, i)) next -= 2;
        const y = stroke[2 * i + 1] / 100 + variation.wobble * deviate(next + 1);
        const x = stroke[2 * i] / 100 + variation.wobble * deviate(next) - slant * y;
        next += 2;
        this.#points[2 * i] = left + width * cosine * x - height * sine * y;
        this.#points[2 * i + 1] = top + width * sine * x + height * cosine * y;
      }
      this.#canvas.curve(this.#points, count);
    }
  }

  /** Short thin lines anywhere on the paper. */
  #drawStrays(uniforms: Float64Array, softness: number): void {
    const count = Math.floor(uniforms[0] * (variation.strays + 1));
    for (let i = 0; i < count; i++) {
      const [x, y, dx, dy, dark] = uniforms.subarray(1 + 5 * i, 6 + 5 * i);
      const x0 = x * (side - 1);
      const y0 = y * (side - 1);
      this.#canvas.clear(0.5 + softness);
      const reach = 2 * variation.strayReach;
      this.#canvas.line(x0, y0, x0 + reach * (dx - 0.5), y0 + reach * (dy - 0.5));
      this.#canvas.ink(0.5, softness, 0.4 + 0.5 * dark, this.#ink);
    }
  }
}

/** The sum of the four bytes of a random word, centred and of variance 1. */
function nearlyNormal(word: number): number {
  const sum = (word & 255) + ((word >>> 8) & 255) + ((word >>> 16) & 255) + (word >>> 24);
  return (sum - 4 * 127.5) / Math.sqrt((4 * (256 * 256 - 1)) / 12);
}

/** Whether point i is the one before it, given again. */
function isCorner(stroke: Stroke, i: number): boolean {
  return stroke[2 * i] === stroke[2 * i - 2] && stroke[2 * i + 1] === stroke[2 * i - 1];
}
