import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { darkStyle, drawFigure } from '#heavytail/figure/index';
import { writeReport } from '#heavytail/report/index';
import { expect, test } from 'vitest';
import { sampleReport } from '../report/sample.js';
import { gallery } from './figures.js';

test('every figure is drawn, wide and narrow, on one page to look at: build/gallery/index.html', () => {
  const folder = new URL('../../build/gallery/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const parts = gallery.flatMap((figure) => [
    drawFigure(figure, { width: 720, for: 'page' }),
    drawFigure(figure, { width: 358, for: 'page' }),
  ]);
  for (const figure of gallery) {
    const file = drawFigure(figure, { width: 720, for: 'file' });
    writeFileSync(new URL(`${figure.name.replace(/[^\w-]/g, '-')}.svg`, folder), file);
  }
  const style = `:root{color-scheme:light dark}svg{display:block;margin:2rem}${darkStyle()}`;
  const page = `<!doctype html><meta charset="utf-8"><title>Figures</title><style>${style}</style>${parts.join('')}`;
  writeFileSync(new URL('index.html', folder), page);
  expect(parts).toHaveLength(2 * gallery.length);
});

test('a report with every kind of ending is written to look at: build/gallery/report/report.html', () => {
  const folder = fileURLToPath(new URL('../../build/gallery/report', import.meta.url));
  const { files } = writeReport(folder, sampleReport);
  expect(files[0]).toMatch(/report\.html$/);
});
