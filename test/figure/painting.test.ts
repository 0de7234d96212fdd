import { drawFigure, figurePainter } from '#heavytail/figure/index';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { exitTimes, gallery } from '../gallery/figures.js';

const width = 752;
const paint = (await figurePainter())!;
const svgOf = (figure: (typeof gallery)[number]) => drawFigure(figure, { width, for: 'file' });

/** Colours of a picture as red, green, blue in hex, with how many pixels have them. */
async function coloursOf(png: Uint8Array) {
  const image = await loadImage(png);
  const canvas = createCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  const pixels = canvas.data();
  const counts = new Map<string, number>();
  for (let i = 0; i < pixels.length; i += 4) {
    const colour = `#${Buffer.from(pixels.subarray(i, i + 3)).toString('hex')}`;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return { image, counts };
}

describe('every figure of the gallery as PNG and PDF', () => {
  test.each(gallery.map((figure) => [figure.name, figure] as const))('%s', async (_, figure) => {
    const svg = svgOf(figure);
    const { png, pdf } = await paint(svg, figure.title);
    const height = Number(/ height="(\d+)"/.exec(svg)?.[1]);
    const { image, counts } = await coloursOf(png);
    expect([image.width, image.height]).toEqual([2 * width, 2 * height]);
    // Every colour of the drawing is in the picture, except those of bands, which let the ground through.
    const banded = figure.panels.flatMap(({ layers }) => layers).filter(({ mark }) => mark === 'band');
    const classes = [...svg.matchAll(/ class="ht-(\w+)" color="(#\w+)"/g)];
    const seen = classes.filter(([, role]) => !banded.some((layer) => layer.role === role));
    const colours = new Set(seen.map(([, , colour]) => colour));
    for (const colour of colours) expect(counts.get(colour) ?? 0, colour).toBeGreaterThan(20);
    expect(counts.get('#ffffff')).toBeGreaterThan(2 * width * height);
    const text = Buffer.from(pdf).toString('latin1');
    expect(text).toMatch(/^%PDF-1\.\d/);
    // Pages are whole points.
    const [, ...sides] = /\/MediaBox \[0 0 (\d+) (\d+)\]/.exec(text) ?? [];
    expect(sides.map(Number)).toEqual([width, height].map((pixels) => Math.round(0.75 * pixels)));
    expect(text).toMatch(/\/BaseFont \/\w+\+DejaVuSans/);
  });
});

test('the same figure gives the same bytes', async () => {
  const [one, other] = [await paint(svgOf(exitTimes), 'A'), await paint(svgOf(exitTimes), 'A')];
  expect(Buffer.compare(one.png, other.png)).toBe(0);
  expect(Buffer.compare(one.pdf, other.pdf)).toBe(0);
});

test('what a panel cuts at its frame is not painted beyond it', async () => {
  const { png } = await paint(
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">' +
      '<clipPath id="c"><rect x="10" y="0" width="10" height="20"/></clipPath>' +
      '<rect width="40" height="20" fill="#fff"/>' +
      '<g transform="translate(10,0)"><path clip-path="url(#c)" d="M0,0H30V20H0Z" fill="#f00"/></g></svg>',
    'Cut',
  );
  const { counts } = await coloursOf(png);
  expect(counts.get('#ff0000')).toBe(20 * 40);
});

test('a PDF keeps lines as lines: it holds no picture', async () => {
  const { pdf } = await paint(svgOf(exitTimes), 'Vectors');
  const text = Buffer.from(pdf).toString('latin1');
  expect(text).not.toContain('/Subtype /Image');
  const streams = [...text.matchAll(/\/Length \d+>> stream\r?\n([\s\S]*?)\r?\nendstream/g)];
  expect(streams.length).toBeGreaterThan(0);
  const drawing = streams.map(([, bytes]) => {
    try {
      return inflateSync(Buffer.from(bytes, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  expect(drawing.join('\n')).toMatch(/ l\n/);
});
