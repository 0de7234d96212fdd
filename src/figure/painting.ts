import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as Canvas from '@napi-rs/canvas';
import { DOMParser } from 'linkedom';
import { pngOf } from './png.js';

/**
 * Figures as PNG and PDF. Both are painted from the SVG of `drawFigure`, in its few elements: groups that
 * are moved, paths, lines, rectangles, text and shapes that cut. Text is set in DejaVu Sans, which is part
 * of this package's dependencies and has the letters and signs of figures, so that the pictures are the same
 * on every machine.
 */

/** A figure for papers and for slides. */
export interface Painting {
  readonly png: Uint8Array;
  readonly pdf: Uint8Array;
}

/** Dots of a PNG for each pixel of the figure: sharp at twice the size, and in print. */
const dotsPerPixel = 2;
/** As many as print a figure in the size that its PDF has. */
const dotsPerMetre = Math.round((dotsPerPixel * 96) / 0.0254);
/** A PDF is measured in points. */
const pointsPerPixel = 0.75;
const family = 'heavytail figure';
const faces = ['400-normal', '400-italic', '700-normal'];

/**
 * A function that paints figures; undefined where the library for it has no build for this machine. It is
 * loaded when it is asked for, because most commands do without it.
 */
export async function figurePainter(): Promise<
  ((svg: string, title: string) => Promise<Painting>) | undefined
> {
  let canvas: typeof Canvas;
  try {
    canvas = await import('@napi-rs/canvas');
  } catch {
    return undefined;
  }
  const { createCanvas, GlobalFonts, Path2D, PDFDocument } = canvas;
  const { resolve } = createRequire(import.meta.url);
  if (!GlobalFonts.has(family)) {
    const files = new URL('files/', pathToFileURL(resolve('@fontsource/dejavu-sans/package.json')));
    for (const face of faces) {
      GlobalFonts.registerFromPath(fileURLToPath(new URL(`dejavu-sans-latin-${face}.woff2`, files)), family);
    }
  }
  return async (svg, title) => {
    const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement as unknown as Element;
    const [width, height] = ['width', 'height'].map((name) => Number(root.getAttribute(name)));
    const paint = (context: Canvas.SKRSContext2D, scale: number) => {
      context.scale(scale, scale);
      paintElement(root, { context, Path2D, clips: clipsOf(root) }, {});
    };
    const picture = createCanvas(width * dotsPerPixel, height * dotsPerPixel);
    paint(picture.getContext('2d'), dotsPerPixel);
    const document = new PDFDocument({ title, creator: 'heavytail' });
    const page = document.beginPage(width * pointsPerPixel, height * pointsPerPixel);
    paint(page as Canvas.SKRSContext2D, pointsPerPixel);
    document.endPage();
    const pdf = document.close();
    return { png: await pngOf(picture.data(), picture.width, picture.height, dotsPerMetre), pdf };
  };
}

/** What an element is painted with. */
interface Brush {
  readonly context: Canvas.SKRSContext2D;
  readonly Path2D: typeof Canvas.Path2D;
  /** Rectangles at which marks are cut, by id. */
  readonly clips: ReadonlyMap<string, Element>;
}

/** Attributes as they hold for an element: its own, and those that it has from the elements around it. */
type Look = Readonly<Record<string, string>>;

const unpainted = new Set(['title', 'desc', 'style', 'clippath']);
/** Attributes that belong to one element alone. */
const own = new Set(['transform', 'clip-path', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'width', 'height', 'd']);

function clipsOf(root: Element): Map<string, Element> {
  const shapes = [...root.querySelectorAll('clipPath')];
  return new Map(shapes.map((shape) => [shape.getAttribute('id') ?? '', shape.firstElementChild!]));
}

function paintElement(element: Element, brush: Brush, around: Look): void {
  const name = element.tagName.toLowerCase();
  if (unpainted.has(name)) return;
  const { context } = brush;
  const attributes = Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
  const look = {
    ...Object.fromEntries(Object.entries(around).filter(([name]) => !own.has(name))),
    ...attributes,
  };
  context.save();
  const [, x = '0', y = '0'] = /translate\(([-\d.e]+),([-\d.e]+)\)/.exec(attributes.transform ?? '') ?? [];
  context.translate(Number(x), Number(y));
  const clip = brush.clips.get(/url\(#(.*)\)/.exec(attributes['clip-path'] ?? '')?.[1] ?? '');
  if (clip !== undefined) {
    context.beginPath();
    context.rect(...sides(clip));
    context.clip();
  }
  paintShape(name, element, brush, look);
  for (const child of element.children) paintElement(child, brush, look);
  context.restore();
}

function paintShape(name: string, element: Element, { context, Path2D }: Brush, look: Look): void {
  switch (name) {
    case 'rect': {
      const shape = new Path2D();
      shape.rect(...sides(element));
      fillAndStroke(context, shape, look);
      break;
    }
    case 'line': {
      const shape = new Path2D();
      shape.moveTo(length(look.x1), length(look.y1));
      shape.lineTo(length(look.x2), length(look.y2));
      fillAndStroke(context, shape, { ...look, fill: 'none' });
      break;
    }
    case 'path':
      fillAndStroke(context, new Path2D(look.d), look);
      break;
    case 'text':
      paintText(context, element.textContent ?? '', look);
      break;
  }
}

function sides(rectangle: Element): [x: number, y: number, width: number, height: number] {
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) =>
    length(rectangle.getAttribute(name) ?? undefined),
  );
  return [x, y, width, height];
}

/** A length in pixels; `size` is that of an em. */
function length(text = '0', size = 0): number {
  return text.endsWith('em') ? Number.parseFloat(text) * size : Number(text);
}

type Shape = InstanceType<Brush['Path2D']>;

function fillAndStroke(context: Canvas.SKRSContext2D, shape: Shape, look: Look): void {
  const { fill = 'black', stroke = 'none' } = look;
  if (fill !== 'none') {
    context.globalAlpha = Number(look['fill-opacity'] ?? 1);
    context.fillStyle = colourOf(fill, look);
    context.fill(shape);
  }
  if (stroke === 'none') return;
  context.globalAlpha = Number(look['stroke-opacity'] ?? 1);
  context.strokeStyle = colourOf(stroke, look);
  context.lineWidth = Number(look['stroke-width'] ?? 1);
  context.lineCap = (look['stroke-linecap'] ?? 'butt') as typeof context.lineCap;
  context.lineJoin = (look['stroke-linejoin'] ?? 'miter') as typeof context.lineJoin;
  context.setLineDash((look['stroke-dasharray'] ?? '').split(/[ ,]+/).filter(Boolean).map(Number));
  context.stroke(shape);
}

function paintText(context: Canvas.SKRSContext2D, text: string, look: Look): void {
  const size = Number(look['font-size'] ?? 12);
  context.font = `${look['font-style'] ?? 'normal'} ${look['font-weight'] ?? 400} ${size}px ${family}`;
  const anchor = look['text-anchor'];
  context.textAlign = anchor === 'middle' ? 'center' : anchor === 'end' ? 'right' : 'left';
  context.globalAlpha = 1;
  const [x, y] = [length(look.x, size), length(look.y, size)];
  const { fill = 'black', stroke = 'none' } = look;
  if (stroke !== 'none') {
    context.strokeStyle = colourOf(stroke, look);
    context.lineWidth = Number(look['stroke-width'] ?? 1);
    context.lineJoin = 'round';
    context.strokeText(text, x, y);
  }
  if (fill === 'none') return;
  context.fillStyle = colourOf(fill, look);
  context.fillText(text, x, y);
}

function colourOf(paint: string, look: Look): string {
  return paint === 'currentColor' ? (look.color ?? 'black') : paint;
}
