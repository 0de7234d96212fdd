import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeReport } from '#heavytail/report/index';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumPath, needs } from '../needs.js';
import { sampleReport } from './sample.js';

needs.chromium.describe('the report in Chromium', () => {
  let browser: Browser;
  let folder: string;
  let files: readonly string[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'heavytail-browser-'));
    ({ files } = writeReport(folder, sampleReport));
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const cases = [390, 1280].flatMap((width) =>
    (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
  );

  test.each(cases)('is readable at $width pixels, $scheme', async ({ width, scheme }) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => faults.push(message.text()));
    page.on('dialog', (dialog) => faults.push(dialog.message()));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) faults.push(request.url());
    });
    await page.goto(pathToFileURL(files[0]).href);
    const seen = await page.evaluate(() => {
      const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      const sizes = [...document.querySelectorAll<SVGTextElement>('figure svg text')]
        .filter((text) => text.getClientRects().length > 0)
        .map((text) => Number.parseFloat(getComputedStyle(text).fontSize) * (text.getScreenCTM()?.a ?? 0));
      const outside = [...document.querySelectorAll('figure svg text')].filter((text) => {
        const frame = text.closest('svg')?.getBoundingClientRect();
        const box = text.getBoundingClientRect();
        return (
          box.width > 0 && frame !== undefined && (box.right > frame.right + 2 || box.left < frame.left - 2)
        );
      });
      return {
        wide,
        least: Math.min(...sizes),
        texts: sizes.length,
        outside: outside.map((text) => text.textContent),
        ground: getComputedStyle(document.body).backgroundColor,
      };
    });
    expect(faults).toEqual([]);
    expect(seen.wide).toBe(0);
    expect(seen.texts).toBeGreaterThan(50);
    expect(seen.least).toBeGreaterThanOrEqual(11);
    expect(seen.outside).toEqual([]);
    expect(seen.ground).toBe(scheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(20, 23, 28)');
    await context.close();
  });

  test('is light on paper, whatever the screen', async () => {
    const context = await browser.newContext({ colorScheme: 'dark' });
    const page = await context.newPage();
    await page.goto(pathToFileURL(files[0]).href);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const colours = await page.evaluate(() => [
      getComputedStyle(document.body).backgroundColor,
      getComputedStyle(document.querySelector('.wide .ht-ink') as Element).color,
      getComputedStyle(document.querySelector('.narrow') as Element).display,
    ]);
    expect(colours).toEqual(['rgb(255, 255, 255)', 'rgb(27, 31, 36)', 'none']);
    await context.close();
  });

  test('its figures are XML that browsers can show by themselves', async () => {
    const page = await browser.newPage();
    const figures = files.filter((file) => file.endsWith('.svg'));
    expect(figures.length).toBeGreaterThan(4);
    for (const file of figures) {
      await page.goto(pathToFileURL(file).href);
      const root = await page.evaluate(() => [
        document.documentElement.tagName,
        document.querySelector('parsererror')?.textContent,
      ]);
      expect(root, file).toEqual(['svg', undefined]);
    }
    await page.close();
  });
});
