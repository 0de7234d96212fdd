import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { startThread } from '#heavytail/kernel/pool/node';
import { runTasks } from '#heavytail/kernel/pool/pool';
import { chromiumPath, needs } from '../needs.js';
import { bitsOf, tasks } from './example/bits.mjs';
import { startSite } from './site.js';

const expected = tasks.map(bitsOf);

test('the subjects are numbers, and differ', () => {
  expect(new Set(expected).size).toBe(tasks.length);
  for (const bits of expected) expect(bits).toMatch(/^[0-9a-f]{16000}$/);
});

/** With two workers, too, when HEAVYTAIL_SLOW_TESTS is 1: each number of them takes all subjects anew. */
const workerCounts = process.env.HEAVYTAIL_SLOW_TESTS === '1' ? [1, 2, 7] : [1, 7];

test.each(workerCounts)('%i worker threads draw the bits of the main thread', async (workers) => {
  const startWorker = () => startThread(new URL('./example/nodeWorker.mjs', import.meta.url));
  const outcomes = await runTasks<string, string>({ tasks, workers, startWorker });
  expect(outcomes).toEqual(expected.map((value) => ({ status: 'done', value })));
});

needs.chromium.describe('in Chromium', () => {
  test('a page, one of its workers and seven give the bits of Node', async () => {
    const site = await startSite();
    const running = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
    try {
      const page = await running.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      await page.goto(site.address);
      await page.waitForFunction('globalThis.bitsInWorkers !== undefined');
      expect(await page.evaluate('bitsInPage()')).toEqual(expected);
      for (const workers of workerCounts) {
        expect(await page.evaluate(`bitsInWorkers(${workers})`)).toEqual(expected);
      }
      expect(problems).toEqual([]);
    } finally {
      await running.close();
      site.stop();
    }
  });
});
