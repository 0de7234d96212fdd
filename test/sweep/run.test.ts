import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findClaim, runClaim, type Settings } from 'heavytail/claim';
import { runSweep, type SweepEvent, type SweepOutcome } from '#heavytail/sweep/index';
import { claims } from './example/claims.mjs';

const settings: Settings = { profile: 'smoke', seed: 3, dataset: 'none' };
const worker = new URL('./example/worker.mjs', import.meta.url);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heavytail-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function sweep(
  ids: string[],
  options: { jobs?: number; fresh?: boolean; seed?: number; stopAfter?: number } = {},
) {
  const { jobs = 1, fresh, seed = 3, stopAfter = Infinity } = options;
  const events: SweepEvent[] = [];
  const controller = new AbortController();
  let finished = 0;
  const outcome = runSweep({
    claims: ids.map((id) => findClaim(id, claims)),
    settings: { ...settings, seed },
    jobs,
    folder,
    fresh,
    worker,
    signal: controller.signal,
    onEvent: (event) => {
      events.push(event);
      if (event.type === 'cellFinished' && ++finished === stopAfter) controller.abort();
    },
  });
  return outcome.then((value) => ({ ...value, events, ran: finished }));
}

const evidence = ({ claims }: SweepOutcome) =>
  claims.map((claim) => (claim.status === 'judged' ? claim.evidence : claim.status));
const cellFiles = (claim: string) =>
  readdirSync(join(folder, 'cells', claim)).map((name) => join(folder, 'cells', claim, name));

test.each([1, 2, 7])('%i workers give what one thread gives, bit for bit', async (jobs) => {
  const ids = ['many-cells', 'few-cells', 'no-cells'];
  const direct = ids.map((id) => runClaim(findClaim(id, claims), settings));
  const outcome = await sweep(ids, { jobs });
  expect(JSON.stringify(evidence(outcome))).toBe(JSON.stringify(direct));
  const stored = cellFiles('many-cells').map((path) => JSON.parse(readFileSync(path, 'utf8')).result);
  expect(stored).toHaveLength(30);
});

test.each([1, 3])('cells that a claim asks for on top are run and judged, on %i workers', async (jobs) => {
  const direct = runClaim(findClaim('extended', claims), settings);
  const first = await sweep(['extended', 'many-cells'], { jobs });
  expect(evidence(first)[0]).toEqual(direct);
  expect(cellFiles('extended')).toHaveLength(12);
  expect(first.cells).toEqual({ stored: 42, all: 42 });
  const second = await sweep(['extended', 'many-cells'], { jobs });
  expect(second.ran).toBe(0);
  expect(evidence(second)[0]).toEqual(direct);
});

test('a claim that was stopped among the cells that it asked for goes on there', async () => {
  const first = await sweep(['extended'], { stopAfter: 7 });
  expect(first).toMatchObject({ interrupted: true, cells: { stored: 7, all: 8 } });
  const second = await sweep(['extended']);
  expect(second.ran).toBe(5);
  expect(evidence(second)[0]).toEqual(runClaim(findClaim('extended', claims), settings));
});

test('another seed gives other numbers', async () => {
  const [first] = evidence(await sweep(['many-cells']));
  const [second] = evidence(await sweep(['many-cells'], { seed: 4 }));
  expect(first).not.toEqual(second);
});

test('a second run takes over every finished cell, and judges the same', async () => {
  const first = await sweep(['many-cells']);
  const second = await sweep(['many-cells']);
  expect([first.ran, second.ran]).toEqual([30, 0]);
  expect(evidence(second)).toEqual(evidence(first));
  expect(second.events.map(({ type }) => type)).toEqual(['claimPlanned', 'claimJudged', 'begun']);
  const seconds = ({ claims: [claim] }: SweepOutcome) => (claim.status === 'judged' ? claim.seconds : NaN);
  expect(seconds(second)).toBeCloseTo(seconds(first), 9);
});

test('--fresh runs every cell anew', async () => {
  await sweep(['many-cells']);
  expect((await sweep(['many-cells'], { fresh: true })).ran).toBe(30);
});

test('after an interruption the next run does what is missing, and no more', async () => {
  const first = await sweep(['few-cells', 'many-cells'], { jobs: 2, stopAfter: 5 });
  expect(first).toMatchObject({ interrupted: true, cells: { all: 38 } });
  const second = await sweep(['few-cells', 'many-cells'], { jobs: 2 });
  expect(second.interrupted).toBe(false);
  expect(first.ran + second.ran).toBe(38);
  const whole = ['few-cells', 'many-cells'].map((id) => runClaim(findClaim(id, claims), settings));
  expect(evidence(second)).toEqual(whole);
});

test('damaged cells are noticed and computed again', async () => {
  const first = await sweep(['many-cells']);
  const files = cellFiles('many-cells');
  truncateSync(files[0], 40);
  truncateSync(files[1], 0);
  writeFileSync(files[2], 'null');
  writeFileSync(files[3], readFileSync(files[3], 'utf8').replace(/"value":0\.\d/, '"value":0.9999'));
  writeFileSync(files[4], readFileSync(files[5]));
  const second = await sweep(['many-cells']);
  expect(second.ran).toBe(5);
  const damaged = second.events.flatMap((event) => (event.type === 'cellDamaged' ? [event.path] : []));
  expect(damaged.sort()).toEqual(files.slice(0, 5).sort());
  expect(evidence(second)).toEqual(evidence(first));
});

test('a claim that fails says why, and the others go on', async () => {
  const ids = ['some-fail', 'worker-dies', 'not-a-number', 'plan-fails', 'judgement-fails', 'many-cells'];
  const outcome = await sweep(ids, { jobs: 2 });
  expect(outcome.claims).toMatchObject([
    { status: 'failed', reason: '1 of its 4 cells failed: no number for cell 2' },
    {
      status: 'failed',
      reason: expect.stringMatching(/^1 of its 3 cells failed: The worker .* exit code 9/),
    },
    { status: 'failed', reason: 'Its only cell failed: JSON cannot hold NaN, found at value.' },
    { status: 'failed', reason: 'Its plan failed: no grid' },
    { status: 'failed', reason: expect.stringMatching(/^Its judgement failed: /) },
    { status: 'judged', evidence: { verdict: 'supported' } },
  ]);
  expect(outcome.interrupted).toBe(false);
  expect(cellFiles('some-fail')).toHaveLength(3);
});

test('a folder that cannot be written ends the sweep with a sentence', async () => {
  writeFileSync(join(folder, 'cells'), 'in the way');
  await expect(sweep(['few-cells'])).rejects.toThrow(
    /cells.* cannot be written: a part of this path is a file/,
  );
});

test('nothing unfinished is left behind', async () => {
  await sweep(['few-cells'], { jobs: 2, stopAfter: 3 });
  expect(cellFiles('few-cells').filter((path) => !path.endsWith('.json'))).toEqual([]);
  expect(existsSync(join(folder, 'cells'))).toBe(true);
});
