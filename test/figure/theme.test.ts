import { darkStyle, drawFigure } from '#heavytail/figure/index';
import { pageStyle } from '#heavytail/report/page/style';
import { expect, test } from 'vitest';
import type { Role } from 'heavytail/claim';

/** Contrast ratio of two colours after WCAG 2. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const short = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour;
    const [r, g, blue] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(short.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [dim, bright] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dim + 0.05);
}

const roles: readonly Role[] = [
  'brownian',
  'levy',
  'theory',
  'measured',
  'surrogate',
  'control',
  'series1',
  'series2',
  'series3',
  'series4',
];

test('marks of every role have contrast 3 with a light and a dark ground', () => {
  const dark = Object.fromEntries(
    [...darkStyle().matchAll(/\.ht-(\w+)\{color:(#\w+)\}/g)].map(([, name, colour]) => [name, colour]),
  );
  const layers = roles.map((role) => ({ mark: 'line' as const, role, label: role, x: [1, 2], y: [1, 2] }));
  const axis = { label: '', scale: 'linear' as const };
  const svg = drawFigure(
    { name: 'a', title: 'a', caption: 'a', panels: [{ x: axis, y: axis, layers }] },
    { width: 720, for: 'page' },
  );
  for (const role of roles) {
    const [, light] = new RegExp(`class="ht-${role}" color="(#\\w+)"`).exec(svg) ?? [];
    expect(contrast(light, '#ffffff'), role).toBeGreaterThanOrEqual(3);
    expect(contrast(dark[role], dark.ground), role).toBeGreaterThanOrEqual(3);
  }
  expect(contrast(dark.faint, dark.ground)).toBeGreaterThanOrEqual(4.5);
});

test('text of the page has contrast 4.5 with both of its grounds, light and dark', () => {
  const sets = [...pageStyle().matchAll(/--ink:[^}]*/g)].map(([set]) =>
    Object.fromEntries([...set.matchAll(/--(\w+):(#\w+)/g)].map(([, name, colour]) => [name, colour])),
  );
  expect(sets).toHaveLength(2);
  for (const set of sets) {
    for (const name of ['ink', 'faint', 'link', 'good', 'bad', 'open', 'none']) {
      expect(contrast(set[name], set.ground), name).toBeGreaterThanOrEqual(4.5);
      expect(contrast(set[name], set.raised), name).toBeGreaterThanOrEqual(4.5);
    }
  }
});
