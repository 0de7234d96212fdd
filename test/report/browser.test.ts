import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeReport } from '#heavytail/report/index';
import { source as axe, type AxeResults } from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumPath, needs } from '../needs.js';
import { sampleReport } from './sample.js';

/** What of a page a check of accessibility finds fault with: the rule, and the places. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    const { violations, passes } = await axe.run();
    if (passes.length === 0) return ['nothing was checked'];
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
  });
}

needs.chromium.describe('the report in Chromium', () => {
  let browser: Browser;
  let folder: string;
  let files: readonly string[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'heavytail-browser-'));
    ({ files } = await writeReport(folder, sampleReport));
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
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
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
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  test('a link to a claim unfolds it, and the others stay folded', async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(files[0]).href);
    const unfolded = () =>
      page.$$eval('details.claim[open] article', (articles) => articles.map(({ id }) => id));
    expect(await unfolded()).toEqual([]);
    await page.click('table.verdicts a[href="#levy-width"]');
    expect(await unfolded()).toEqual(['levy-width']);
    const top = await page.$eval('#levy-width-title', (title) => title.getBoundingClientRect().top);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(200);
    await page.close();
  });

  test('claims are chosen by verdict and kind with the keyboard, and paper has them all', async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(files[0]).href);
    const shown = (selector: string) =>
      page.$$eval(selector, (all) => all.filter((one) => one.getClientRects().length > 0).length);
    const claims = 'details.claim';
    const rows = '.verdicts tr[data-verdict]';
    expect([await shown(claims), await shown(rows)]).toEqual([6, 6]);
    await page.focus('#show-kind-all');
    await page.keyboard.press('ArrowRight');
    expect(await page.isChecked('#show-kind-finding')).toBe(true);
    expect([await shown(claims), await shown(rows), await shown('.verdicts')]).toEqual([2, 2, 1]);
    await page.click('label[for="show-verdict-supported"]');
    expect([await shown(claims), await shown(rows), await shown('.verdicts')]).toEqual([0, 0, 0]);
    expect(await shown('.no-match')).toBe(1);
    await page.click('label[for="show-verdict-refuted"]');
    expect([await shown(claims), await shown(rows), await shown('.no-match')]).toEqual([2, 2, 0]);
    await page.emulateMedia({ media: 'print' });
    expect([await shown(claims), await shown(rows)]).toEqual([6, 6]);
    expect(await shown('details.claim:not([open]) article')).toBe(6);
    expect(await shown('details.claim:not([open]) figure .wide')).toBe(6);
    await page.close();
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
