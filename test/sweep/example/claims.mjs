import { writeSync } from 'node:fs';

/**
 * Small claims of known outcome. A cell names what it does; all draws follow from seed and cell by
 * integer arithmetic.
 */
/** Cells of held-cells that end where HOLD_CELLS is set; the others say that they have begun, and never end. */
const endingCells = 5;

function hold() {
  writeSync(2, 'held\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const draw = (seed, index) => (Math.imul(seed * 2654435761 + index * 40503, 2246822519) >>> 0) / 2 ** 32;

function example(id, plan, run, controls = [], extend = undefined) {
  return {
    ...(extend && { extend }),
    id,
    group: 'framework',
    kind: 'theorem',
    title: id,
    statement: `Statement of ${id}.`,
    source: 'none',
    experiment: 'Adds numbers.',
    rule: 'The sum is positive.',
    needsData: false,
    plan,
    run,
    judge(results) {
      const sum = results.reduce((total, { value }) => total + value, 0);
      return {
        verdict: sum > 0 ? 'supported' : 'refuted',
        reason: `The sum is ${sum}.`,
        statistics: [{ name: 'sum', value: sum, low: sum, high: sum, level: 0.95 }],
        controls,
        figures: [],
        tables: [],
      };
    },
  };
}

const cells = (count, rest = {}) => Array.from({ length: count }, (_, index) => ({ index, ...rest }));
const numbers = ({ index }, { seed }) => ({ value: draw(seed, index), nested: { z: index, a: [index, -0] } });

export const claims = [
  example('many-cells', () => cells(30), numbers),
  // Asks for four cells more until it has twelve.
  example(
    'extended',
    () => cells(4),
    numbers,
    [],
    ({ length }) => (length < 12 ? cells(length + 4).slice(length) : []),
  ),
  example('few-cells', () => cells(8), numbers),
  example(
    'held-cells',
    () => cells(40, { held: true }),
    (cell, context) => {
      if (process.env.HOLD_CELLS && cell.index >= endingCells) hold();
      return numbers(cell, context);
    },
  ),
  example('failed-control', () => cells(2), numbers, [
    { name: 'a world without effect', passed: false, value: '0.3' },
  ]),
  example('no-cells', () => [], numbers),
  example(
    'some-fail',
    () => cells(4),
    (cell, context) => {
      if (cell.index === 2) throw new Error('no number for cell 2');
      return numbers(cell, context);
    },
  ),
  example(
    'worker-dies',
    () => cells(3),
    (cell, context) => {
      if (cell.index === 1) process.exit(9);
      return numbers(cell, context);
    },
  ),
  example(
    'not-a-number',
    () => cells(1),
    () => ({ value: 0 / 0 }),
  ),
  example(
    'plan-fails',
    () => {
      throw new Error('no grid');
    },
    numbers,
  ),
  { ...example('judgement-fails', () => cells(2), numbers), judge: () => null.verdict },
];
