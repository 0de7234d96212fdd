import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { darkStyle, drawFigure } from '#heavytail/figure/index';
import { arrowInset } from '#heavytail/figure/notes';
import { writeReport } from '#heavytail/report/index';
import { describe, expect, test } from 'vitest';
import type { Axis, Figure, Layer, Panel } from 'heavytail/claim';
import { sampleReport } from '../report/sample.js';
import { gallery } from './figures.js';
import { placeOn, readFigure, valueOf, type DrawnPanel, type Place } from './readFigure.js';

/** Pictures that a person has looked at and found right; `npm run accept-figures` replaces them. */
const accepted = new URL('accepted/', import.meta.url);
const accepting = process.env.HEAVYTAIL_ACCEPT_FIGURES === '1';
/** What is drawn now, to look at. */
const looked = new URL('../../build/gallery/', import.meta.url);

/** As `reproduce` writes them, and as a phone shows them: panels below one another. */
const widths = { wide: 752, narrow: 358 };

const pictures = gallery.flatMap((figure) =>
  (['wide', 'narrow'] as const).map((layout) => ({
    file: `${figure.name.replace(/[^\w-]+/g, '-')}${layout === 'narrow' ? '-narrow' : ''}.svg`,
    figure,
    width: widths[layout],
  })),
);
const draw = (figure: Figure, width: number) => `${drawFigure(figure, { width, for: 'file' })}\n`;

describe('every figure of the gallery', () => {
  mkdirSync(looked, { recursive: true });
  if (accepting) {
    rmSync(accepted, { recursive: true, force: true });
    mkdirSync(accepted);
  }

  test.each(pictures)('$file is the picture that was accepted', ({ file, figure, width }) => {
    const drawn = draw(figure, width);
    writeFileSync(new URL(file, looked), drawn);
    if (accepting) writeFileSync(new URL(file, accepted), drawn);
    expect(changeOf(file, drawn)).toBeUndefined();
  });

  test('no picture was accepted that is drawn no more', () => {
    expect(readdirSync(accepted).sort()).toEqual(pictures.map(({ file }) => file).sort());
  });

  test.each(pictures)('$file has its marks where its axes say', ({ figure, width }) => {
    const { panels } = readFigure(draw(figure, width));
    expect(panels).toHaveLength(figure.panels.length);
    figure.panels.forEach((panel, i) => expectMarks(panel, panels[i]));
  });

  test.each(pictures)('$file has axes that can be read', ({ figure, width }) => {
    const { panels, texts } = readFigure(draw(figure, width));
    const words = texts.map(({ text }) => text).join(' ');
    figure.panels.forEach(({ title = '', x, y }, i) => {
      for (const label of [title, x.label, y.label]) expect(words).toContain(label);
      for (const side of ['x', 'y'] as const) {
        const ticks = panels[i].ticks[side];
        const values = ticks.map(({ text }) => valueOf(text));
        expect(values.length).toBeGreaterThanOrEqual(2);
        expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
        const away = ticks.map((tick) => tick[side] * (side === 'x' ? 1 : -1));
        expect(away).toEqual([...away].sort((a, b) => a - b));
      }
    });
  });

  test.each(pictures)('$file keeps its panels apart and inside the picture', ({ figure, width }) => {
    const { panels, texts, height } = readFigure(draw(figure, width));
    const frames = panels.map(({ frame }) => frame);
    for (const { x, y } of [...texts, ...frames.map(farCorner), ...frames]) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(height);
    }
    frames.forEach((frame, i) => {
      for (const other of frames.slice(0, i)) {
        const beside = frame.x >= farCorner(other).x || other.x >= farCorner(frame).x;
        const below = frame.y >= farCorner(other).y || other.y >= farCorner(frame).y;
        expect(beside || below).toBe(true);
      }
    });
  });
});

type Frame = DrawnPanel['frame'];
const farCorner = ({ x, y, width, height }: Frame): Place => ({ x: x + width, y: y + height });

/** How a picture differs from the accepted one, in a sentence; undefined where it does not. */
function changeOf(file: string, drawn: string): string | undefined {
  const path = `test/gallery/accepted/${file}`;
  const advice = `Look at build/gallery/${file}; if it is right, \`npm run accept-figures\` accepts it.`;
  let before: string;
  try {
    before = readFileSync(new URL(file, accepted), 'utf8');
  } catch {
    return `There is no ${path} yet. ${advice}`;
  }
  if (before === drawn) return undefined;
  const [was, is] = [before, drawn].map((text) => text.split('\n'));
  const line = is.findIndex((text, i) => text !== was[i]);
  const short = (text = 'no such line') => (text.length > 120 ? `${text.slice(0, 120)} …` : text);
  return (
    `${path} is drawn differently from line ${line + 1} on: ` +
    `it had ${short(was[line])}, now ${short(is[line])}. ${advice}`
  );
}

/** Asks that every value of a panel's layers that its axes can show is drawn at its place, and no symbol besides. */
function expectMarks(panel: Panel, drawn: DrawnPanel): void {
  const place = { x: placeOn(drawn.ticks.x, panel.x, 'x'), y: placeOn(drawn.ticks.y, panel.y, 'y') };
  const at = (x: number, y: number) => ({ x: place.x(x), y: place.y(y) });
  const within = (side: 'x' | 'y', value: number | undefined): value is number =>
    value !== undefined && canShow(panel[side], value) && isInside(drawn.frame, side, place[side](value));
  /** Arrows of notes, at the frame below or above which their places lie. */
  const arrowsOf = ({ x = [], y = [] }: Layer) =>
    x.flatMap((value, i) => {
      if (!within('x', value) || within('y', y[i])) return [];
      const isAbove = place.y(y[i]) < drawn.frame.y;
      const edge = isAbove ? drawn.frame.y + arrowInset : farCorner(drawn.frame).y - arrowInset;
      return [{ x: place.x(value), y: edge }];
    });
  const roles = new Set(panel.layers.map(({ role }) => role));
  for (const role of roles) {
    const layers = panel.layers.filter((layer) => layer.role === role);
    const of = (...marks: Layer['mark'][]) => layers.filter(({ mark }) => marks.includes(mark));
    const shown = (layer: Layer, values: readonly number[] = []) =>
      (layer.x ?? []).flatMap((x, i) => (within('x', x) && within('y', values[i]) ? [at(x, values[i])] : []));
    const points = [
      ...of('points').flatMap((layer) => shown(layer, layer.y)),
      ...of('notes').flatMap((layer) => arrowsOf(layer)),
    ];
    expect(drawn.symbols(role)).toHaveLength(points.length);
    expectAll(points, drawn.symbols(role));
    const ends = of('points').flatMap(({ x = [], y = [], low = [], high = [] }) =>
      x.flatMap((value, i) =>
        within('x', value) && within('y', y[i])
          ? [low[i], high[i]].filter((end) => within('y', end)).map((end) => at(value, end))
          : [],
      ),
    );
    expectAll(ends, drawn.bars(role));
    expectAll(
      of('line', 'steps').flatMap((layer) => shown(layer, layer.y)),
      drawn.corners(role),
    );
    expectAll(
      of('band').flatMap((layer) => [...shown(layer, layer.low), ...shown(layer, layer.high)]),
      drawn.corners(role),
    );
    for (const { x = [], y = [] } of of('rule')) {
      const heights = y.filter((value) => within('y', value)).map((value) => place.y(value));
      const sides = x.filter((value) => within('x', value)).map((value) => place.x(value));
      expectAll(
        heights.flatMap((height) => [drawn.frame.x, farCorner(drawn.frame).x].map((x) => ({ x, y: height }))),
        drawn.bars(role),
      );
      expectAll(
        sides.flatMap((side) => [drawn.frame.y, farCorner(drawn.frame).y].map((y) => ({ x: side, y }))),
        drawn.bars(role),
      );
    }
  }
}

/** Coordinates are rounded to hundredths of a pixel, those of ticks too. */
const nearness = 0.1;

function expectAll(wanted: readonly Place[], drawn: readonly Place[]): void {
  const missing = wanted.filter(
    (place) =>
      !drawn.some(({ x, y }) => Math.abs(x - place.x) < nearness && Math.abs(y - place.y) < nearness),
  );
  expect(missing).toEqual([]);
}

const canShow = ({ scale }: Axis, value: number) =>
  Number.isFinite(value) && (scale === 'linear' || value > 0);

function isInside(frame: Frame, side: 'x' | 'y', place: number): boolean {
  const length = side === 'x' ? frame.width : frame.height;
  return place >= frame[side] - nearness && place <= frame[side] + length + nearness;
}

test('one page shows every figure, wide and narrow: build/gallery/index.html', () => {
  const parts = gallery.flatMap((figure) => [
    drawFigure(figure, { width: 720, for: 'page' }),
    drawFigure(figure, { width: 358, for: 'page' }),
  ]);
  const style = `:root{color-scheme:light dark}svg{display:block;margin:2rem}${darkStyle()}`;
  const page = `<!doctype html><meta charset="utf-8"><title>Figures</title><style>${style}</style>${parts.join('')}`;
  writeFileSync(new URL('index.html', looked), page);
  expect(page.match(/<svg /g)).toHaveLength(2 * gallery.length);
});

test('a report with every kind of ending is written to look at: build/gallery/report/report.html', async () => {
  const { files } = await writeReport(fileURLToPath(new URL('report', looked)), sampleReport);
  const page = readFileSync(files[0], 'utf8');
  for (const ending of [
    'supported',
    'refuted',
    'refuted as stated',
    'undecided',
    'failed to run',
    'not finished',
  ]) {
    expect(page).toContain(`</span> ${ending}</span>`);
  }
});
