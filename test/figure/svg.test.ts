import { drawFigure } from '#heavytail/figure/index';
import { DOMParser } from 'linkedom';
import { describe, expect, test } from 'vitest';
import type { Figure, Layer } from 'heavytail/claim';
import { acceptance, exitTimes, gallery, hostile, samplePaths } from '../gallery/figures.js';

const page = { width: 720, for: 'page' } as const;

function parse(svg: string) {
  return new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
}

function textsOf(svg: string): string[] {
  return [...parse(svg).querySelectorAll('text')].map((text) => String(text.textContent));
}

function oneLayer(layer: Layer, scale: 'linear' | 'log' = 'log', domain?: readonly [number, number]): Figure {
  const axis = { label: 'axis', scale, ...(domain === undefined ? {} : { domain }) };
  return {
    name: 'one',
    title: 'One',
    caption: 'One layer.',
    panels: [{ x: axis, y: axis, layers: [layer] }],
  };
}

describe('every figure of the gallery', () => {
  test.each(gallery.map((figure) => [figure.name, figure] as const))('%s is the same twice', (_, figure) => {
    expect(drawFigure(figure, page)).toBe(drawFigure(figure, page));
  });

  test.each(gallery.map((figure) => [figure.name, figure] as const))(
    '%s has no broken number',
    (_, figure) => {
      for (const width of [358, 720]) {
        const root = parse(drawFigure(figure, { width, for: 'file' }));
        for (const element of root.querySelectorAll('*')) {
          for (const { name, value } of element.attributes) {
            if (name !== 'id' && !name.startsWith('aria'))
              expect(value, name).not.toMatch(/NaN|Infinity|undefined|null/);
          }
        }
      }
    },
  );

  test.each(gallery.map((figure) => [figure.name, figure] as const))(
    '%s has title, text and each legend entry once',
    (_, figure) => {
      const svg = drawFigure(figure, page);
      const root = parse(svg);
      expect(root.getAttribute('xmlns')).toBe('http://www.w3.org/2000/svg');
      expect(root.querySelector('title')?.textContent).toBe(figure.title);
      expect(root.querySelector('desc')?.textContent).toBe(figure.caption);
      const labels = new Set(figure.panels.flatMap(({ layers }) => layers.map(({ label }) => label)));
      for (const label of labels) expect(textsOf(svg).filter((text) => text === label)).toHaveLength(1);
    },
  );

  test.each(gallery.map((figure) => [figure.name, figure] as const))(
    '%s has no text below 11 pixels',
    (_, figure) => {
      const sizes = [...drawFigure(figure, page).matchAll(/font-size="([\d.]+)/g)].map(([, size]) =>
        Number(size),
      );
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11);
    },
  );
});

test('ids are unique in a page that holds every figure, wide and narrow', () => {
  const all = gallery.flatMap((figure) => [
    drawFigure(figure, page),
    drawFigure(figure, { width: 358, for: 'page' }),
  ]);
  const ids = [...all.join('').matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('panels stand side by side where there is room and below one another where there is not', () => {
  const height = (width: number) =>
    Number(parse(drawFigure(samplePaths, { width, for: 'page' })).getAttribute('height'));
  expect(height(358)).toBeGreaterThan(1.6 * height(720));
});

test('a file has its title, its ground and its own colours for dark viewers; a part of a page has not', () => {
  const file = drawFigure(exitTimes, { width: 752, for: 'file' });
  expect(file).toContain('prefers-color-scheme:dark');
  expect(textsOf(file)).toContain(exitTimes.title);
  expect(drawFigure(exitTimes, page)).not.toContain('<style');
  expect(textsOf(drawFigure(exitTimes, page))).not.toContain(exitTimes.title);
});

test('entries of one role differ in dash and symbol, roles in colour too', () => {
  const layer = (role: Layer['role'], label: string): Layer[] => [
    { mark: 'line', role, label, x: [1, 2], y: [1, 2] },
    { mark: 'points', role, label, x: [1, 2], y: [1, 2] },
  ];
  const layers = [...layer('levy', 'a'), ...layer('levy', 'b'), ...layer('brownian', 'c')];
  const figure = { ...exitTimes, panels: [{ ...exitTimes.panels[0], layers }] };
  const samples = [...parse(drawFigure(figure, page)).querySelectorAll('g[class^="ht-"]')]
    .filter((group) => /translate\(\d+,10\)/.test(group.getAttribute('transform') ?? ''))
    .map((group) => group.innerHTML);
  expect(samples).toHaveLength(3);
  expect(new Set(samples).size).toBe(3);
});

describe('what cannot be drawn', () => {
  const role = 'measured' as const;

  test('points beyond the axes are counted', () => {
    const layer: Layer = { mark: 'points', role, label: 'p', x: [1, 2, 3, 50], y: [1, 2, 99, 1] };
    expect(textsOf(drawFigure(oneLayer(layer, 'linear', [0, 10]), page))).toContain(
      '2 points lie beyond the axes.',
    );
  });

  test('values that are not finite are counted, and not drawn', () => {
    const layer: Layer = { mark: 'points', role, label: 'p', x: [1, NaN, 3], y: [1, 2, Infinity] };
    const svg = drawFigure(oneLayer(layer, 'linear'), page);
    expect(textsOf(svg)).toContain('2 values are not finite and not drawn.');
  });

  test('zero and negative values have no place on a log axis', () => {
    const layer: Layer = { mark: 'line', role, label: 'p', x: [1, 2, 4, 8], y: [0, 2, -4, 8] };
    expect(textsOf(drawFigure(oneLayer(layer), page))).toContain(
      '2 values are not finite or not positive and not drawn.',
    );
  });

  test('a line outside the axes is named', () => {
    const layer: Layer = { mark: 'line', role, label: 'theory', x: [1, 2], y: [1e6, 1e7] };
    expect(textsOf(drawFigure(oneLayer(layer, 'log', [1, 10]), page))).toContain(
      '“theory” lies beyond the axes.',
    );
  });

  test('a panel without any value, an unusable domain and a layer without lists are drawn as empty', () => {
    for (const layer of [
      { mark: 'points', role, label: 'p' },
      { mark: 'band', role, label: 'b', x: [] },
    ] as const) {
      expect(drawFigure(oneLayer(layer), page)).not.toMatch(/NaN/);
      expect(drawFigure(oneLayer(layer, 'log', [0, 0]), page)).not.toMatch(/NaN/);
      expect(drawFigure(oneLayer(layer, 'linear', [NaN, 1]), page)).not.toMatch(/NaN/);
    }
    expect(drawFigure({ ...exitTimes, panels: [] }, page)).not.toMatch(/NaN/);
  });

  test('one point, equal points and enormous points give finite coordinates', () => {
    for (const y of [[5], [5, 5], [0, 0], [-3], [1e300, -1e300], [1e-300, 1e300]]) {
      const layer: Layer = { mark: 'line', role, label: 'p', x: y.map((_, i) => i + 1), y };
      for (const scale of ['linear', 'log'] as const) {
        expect(drawFigure(oneLayer(layer, scale), page), String(y)).not.toMatch(/NaN|Infinity|undefined/);
      }
    }
  });
});

test('a path of a million corners becomes a small picture that keeps its extremes', () => {
  const count = 1_000_000;
  const x = Array.from({ length: count }, (_, i) => i);
  const y = x.map((i) => (i === 500_001 ? 100 : Math.sin(i)));
  const figure = oneLayer({ mark: 'line', role: 'levy', label: 'path', x, y }, 'linear');
  const svg = drawFigure(figure, page);
  expect(svg.length).toBeLessThan(200_000);
  const [, top] = /<path d="M[^"]*?L([^"]*)"/.exec(svg) ?? [];
  const heights = top.split('L').map((corner) => Number(corner.split(',')[1]));
  // 100 is 5 % of the span 101 below the upper end of the axis, which is 8 pixels below the top.
  expect(Math.min(...heights)).toBeLessThan(30);
});

test('text of claims is text', () => {
  const svg = drawFigure(hostile, { width: 720, for: 'file' });
  expect(svg).not.toMatch(/<script|<img|<b>/);
  expect(textsOf(svg)).toContain('A & <B>');
});

test('the band of an acceptance figure and its points are there', () => {
  const svg = drawFigure(acceptance, page);
  expect(svg).toContain('fill-opacity="0.16"');
  expect([...svg.matchAll(/<clipPath/g)]).toHaveLength(1);
});
