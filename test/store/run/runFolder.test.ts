import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RunFolder } from '#heavytail/store/index';
import { setUpTraining, train, type TrainingSettings } from '#heavytail/training/index';
import { dataset, settings } from '../../training/setting.js';

const root = mkdtempSync(join(tmpdir(), 'heavytail-run-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const newFolder = () => join(root, String(folders++));

async function open(
  folder: string,
  changes: Partial<TrainingSettings> = {},
  fresh = false,
): Promise<RunFolder> {
  const all = { ...settings, momentum: 0.5, ...changes };
  const { layers } = setUpTraining(all, dataset).network;
  return RunFolder.open(folder, { settings: all, dataset, layers, fresh });
}

/** Runs until `evaluations` evaluations are kept. */
async function go(folder: string, evaluations: number): Promise<RunFolder> {
  const run = await open(folder);
  const all = { ...settings, momentum: 0.5 };
  for (const event of train(setUpTraining(all, dataset), all, run.checkpoint)) {
    if (event.type === 'step') continue;
    const { evaluation, checkpoint, last } = event;
    run.keep({ evaluation, last, losses: [], lengths: [], time: 0 }, checkpoint);
    if (run.history.length === evaluations) break;
  }
  return run;
}

const contents = (folder: string) =>
  ['history.jsonl', 'checkpoint.safetensors', 'events.out.tfevents.0.heavytail'].map((name) =>
    readFileSync(join(folder, name)),
  );

describe('the folder of a run', () => {
  it('keeps what is needed to go on, with equal files in the end', async () => {
    const [whole, parts] = [newFolder(), newFolder()];
    await go(whole, 4);
    for (const evaluations of [1, 2, 4]) await go(parts, evaluations);
    const [history, checkpoint] = contents(parts);
    expect(history).toEqual(contents(whole)[0]);
    expect(checkpoint).toEqual(contents(whole)[1]);
    expect((await open(parts)).finished).toBe(true);
  });

  it('holds a checkpoint that safetensors describes', async () => {
    const folder = newFolder();
    await go(folder, 2);
    const bytes = contents(folder)[1]!;
    const header = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE())).toString()) as Record<
      string,
      { dtype: string; shape: number[] }
    >;
    expect(header).toMatchObject({
      __metadata__: { iteration: '5' },
      'layer2.weight': { dtype: 'F32', shape: [6, 6] },
      'velocity/layer3.weight': { dtype: 'F32', shape: [10, 6] },
    });
  });

  it('forgets a line that was cut off, and one that has no checkpoint yet', async () => {
    const folder = newFolder();
    await go(folder, 2);
    const [before] = contents(folder);
    appendFileSync(join(folder, 'history.jsonl'), '{"evaluation":{"iteration":10},"last":false}\n{"evalua');
    const run = await open(folder);
    expect(run.history).toHaveLength(2);
    expect(contents(folder)[0]).toEqual(before);
  });

  it('begins anew with fresh, and removes nothing else', async () => {
    const folder = newFolder();
    await go(folder, 3);
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const run = await open(folder, { seed: 9 }, true);
    expect(run.checkpoint).toBeUndefined();
    expect(run.history).toEqual([]);
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });
});

describe('refused, with a sentence', () => {
  it('a folder of another run', async () => {
    const folder = newFolder();
    await go(folder, 1);
    await expect(open(folder, { stepSize: 0.2 })).rejects.toThrow(
      `${folder} holds another run: --step-size is 0.1 there and 0.2 here.`,
    );
    const wide = {
      network: { ...settings.network, width: 64 },
      clipNorm: 2,
      noise: { kind: 'none' },
    } as const;
    await expect(open(folder, wide)).rejects.toThrow(
      `: --width is ${(settings.network as { width: number }).width} there and 64 here; --noise is minibatch there and none here; --clip is not given there and 2 here.`,
    );
    const data = { ...dataset, checksum: 'other' };
    const { layers } = setUpTraining(settings, dataset).network;
    const other = RunFolder.open(folder, {
      settings: { ...settings, momentum: 0.5 },
      dataset: data,
      layers,
      fresh: false,
    });
    await expect(other).rejects.toThrow('the checksums differ');
  });

  it('a checkpoint of another network', async () => {
    const [folder, other] = [newFolder(), newFolder()];
    await go(folder, 1);
    const wide = { network: { ...settings.network, depth: 3, width: 7 } } as const;
    await open(other, wide);
    writeFileSync(join(other, 'checkpoint.safetensors'), contents(folder)[1]!);
    await expect(open(other, wide)).rejects.toThrow(
      'is the checkpoint of another network: layer1.weight is 7 × 36 here, and the file holds 6 × 36.',
    );
  });

  it.each<[string, (folder: string) => void, RegExp]>([
    [
      'a truncated checkpoint',
      (folder) => truncateSync(join(folder, 'checkpoint.safetensors'), 5000),
      /checkpoint\.safetensors/,
    ],
    [
      'an empty checkpoint',
      (folder) => truncateSync(join(folder, 'checkpoint.safetensors'), 0),
      /checkpoint\.safetensors/,
    ],
    [
      'a lost history',
      (folder) => truncateSync(join(folder, 'history.jsonl'), 10),
      /ends before the checkpoint of iteration 5/,
    ],
    [
      'a damaged description',
      (folder) => writeFileSync(join(folder, 'run.json'), '{"schema"'),
      /does not describe a training run/,
    ],
  ])('%s', async (_, damage, sentence) => {
    const folder = newFolder();
    await go(folder, 2);
    damage(folder);
    await expect(open(folder)).rejects.toThrow(sentence);
  });
});
