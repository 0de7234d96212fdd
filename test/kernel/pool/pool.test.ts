import { expect, test } from 'vitest';
import { startThread } from '#heavytail/kernel/pool/node';
import { runTasks, type Outcome } from '#heavytail/kernel/pool/pool';

interface Task {
  readonly act: 'double' | 'throw' | 'exit' | 'crash' | 'spin' | 'unclonable';
  readonly value: number;
  readonly turns?: number;
  /** Becomes 1 when the worker spins. */
  readonly spinning?: Int32Array;
}

/** Of Node 16 and later; the types of ES2023 lack it. */
const { waitAsync } = Atomics as unknown as {
  waitAsync(array: Int32Array, index: number, value: number): { readonly value: Promise<string> | string };
};

const startWorker = () => startThread(new URL('./example/worker.mjs', import.meta.url));
const doubles = (count: number): Task[] =>
  Array.from({ length: count }, (_, value) => ({ act: 'double', value, turns: value % 3 }));
const values = (outcomes: readonly Outcome<number>[]) =>
  outcomes.map((outcome) => (outcome.status === 'done' ? outcome.value : outcome.status));

test.each([1, 2, 7])('results come in task order from %i workers', async (workers) => {
  const outcomes = await runTasks<Task, number>({ tasks: doubles(20), workers, startWorker });
  expect(values(outcomes)).toEqual(Array.from({ length: 20 }, (_, i) => 2 * i));
});

test.each([1, 3])('tasks that an outcome asks for are run as well, on %i workers', async (workers) => {
  // Each of four tasks asks for one more, once: some when every other worker has run out of tasks.
  const outcomes = await runTasks<Task, number>({
    tasks: doubles(4),
    workers,
    startWorker,
    onOutcome: (index) => (index < 4 ? doubles(1) : undefined),
  });
  const first = doubles(1).length;
  expect(first).toBe(1);
  expect(outcomes).toHaveLength(8);
  expect(outcomes.every(({ status }) => status === 'done')).toBe(true);
});

test('each task is told as it starts and as it ends', async () => {
  const started: number[] = [];
  const ended: number[] = [];
  await runTasks<Task, number>({
    tasks: doubles(9),
    workers: 3,
    startWorker,
    onStart: (index) => started.push(index),
    onOutcome: (index) => void ended.push(index),
  });
  expect(started).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect([...ended].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test('no task, no worker', async () => {
  const outcomes = await runTasks<Task, number>({
    tasks: [],
    workers: 2,
    startWorker: () => {
      throw new Error('a worker was started');
    },
  });
  expect(outcomes).toEqual([]);
});

test('no more workers are started than there are tasks', async () => {
  let count = 0;
  const counted = () => {
    count++;
    return startWorker();
  };
  await runTasks<Task, number>({ tasks: doubles(2), workers: 7, startWorker: counted });
  expect(count).toBe(2);
});

test('a task that throws fails alone, with its sentence', async () => {
  const tasks = doubles(5);
  tasks[2] = { act: 'throw', value: 2 };
  const outcomes = await runTasks<Task, number>({ tasks, workers: 2, startWorker });
  expect(values(outcomes)).toEqual([0, 2, 'failed', 6, 8]);
  expect(outcomes[2]).toEqual({ status: 'failed', reason: 'no result for 2' });
});

test('a result that cannot be sent fails its task alone', async () => {
  const tasks: Task[] = [...doubles(1), { act: 'unclonable', value: 1 }, ...doubles(1)];
  const outcomes = await runTasks<Task, number>({ tasks, workers: 1, startWorker });
  expect(values(outcomes)).toEqual([0, 'failed', 0]);
  expect(outcomes[1]).toMatchObject({ reason: expect.stringContaining('could not be cloned') });
});

test.each([
  ['exit', /exit code 3/],
  ['crash', /thrown outside of the task/],
] as const)('a worker that dies (%s) fails its task and is replaced', async (act, reason) => {
  const tasks = doubles(6);
  tasks[1] = { act, value: 3 };
  tasks[4] = { act, value: 3 };
  for (const workers of [1, 2]) {
    const outcomes = await runTasks<Task, number>({ tasks, workers, startWorker });
    expect(values(outcomes)).toEqual([0, 'failed', 4, 6, 'failed', 10]);
    expect(outcomes[1]).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason) });
  }
});

test('the death of the last worker on the last task ends the run', async () => {
  const tasks: Task[] = [{ act: 'exit', value: 0 }];
  const outcomes = await runTasks<Task, number>({ tasks, workers: 2, startWorker });
  expect(values(outcomes)).toEqual(['failed']);
});

test('a worker module that cannot be loaded fails every task', async () => {
  const missing = () => startThread(new URL('./example/missing.mjs', import.meta.url));
  const outcomes = await runTasks<Task, number>({ tasks: doubles(3), workers: 2, startWorker: missing });
  expect(values(outcomes)).toEqual(['failed', 'failed', 'failed']);
  expect(outcomes[0]).toMatchObject({ reason: expect.stringContaining('missing.mjs') });
});

test('an abort keeps what has finished and stops what runs, busy or not', async () => {
  const spinning = new Int32Array(new SharedArrayBuffer(4));
  const tasks: Task[] = [...doubles(3), { act: 'spin', value: 0, spinning }, ...doubles(3)];
  const controller = new AbortController();
  const running = runTasks<Task, number>({ tasks, workers: 1, startWorker, signal: controller.signal });
  await waitAsync(spinning, 0, 0).value;
  controller.abort();
  const outcomes = await running;
  expect(values(outcomes)).toEqual([0, 2, 4, 'cancelled', 'cancelled', 'cancelled', 'cancelled']);
});

test('a signal that has aborted before starts nothing', async () => {
  const signal = AbortSignal.abort();
  const outcomes = await runTasks<Task, number>({ tasks: doubles(2), workers: 1, startWorker, signal });
  expect(values(outcomes)).toEqual(['cancelled', 'cancelled']);
});

test.each([0, 1.5, NaN])('%d workers are refused', (workers) => {
  expect(() => runTasks<Task, number>({ tasks: doubles(1), workers, startWorker })).toThrow(RangeError);
});
