import { clippedLevyExit } from '#heavytail/claim/beyond/clipped-levy/claim';
import { type ClippedCell, type ClippedResult, jumpsNeeded } from '#heavytail/claim/beyond/clipped-levy/run';
import { expect, it } from 'vitest';
import { noDataset, settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = settingsOf('paper');
const cells = clippedLevyExit.plan(settings);

/** As if all paths had left after exponential times of a known mean, without the scatter of the mean. */
function judge(meanOf: (cell: ClippedCell) => number) {
  const results = cells.map((cell): ClippedResult => {
    const { width, threshold, noiseScale, curvature, paths } = cell;
    const mean = meanOf(cell);
    const totalSquare = 2 * paths * mean ** 2 - mean ** 2;
    return {
      width,
      threshold,
      noiseScale,
      curvature,
      counts: { paths, exits: paths, totalTime: paths * mean, totalSquare },
    };
  });
  return clippedLevyExit.judge(results, settings);
}

/** Of so many jumps, at a noise scale and a curvature. */
const leaving = ({ noiseScale, curvature }: ClippedCell, jumps: number, heightExponent = jumps - 1) =>
  noiseScale ** (-1.2 * jumps) * curvature ** heightExponent;
const stairs = (cell: ClippedCell) => leaving(cell, jumpsNeeded(cell));

it('is supported on stairs, with the height at its power', () => {
  const evidence = judge(stairs);
  expect(evidence.verdict).toBe('supported');
  expect(evidence.parts!.length).toBe(5);
  [1.2, 2.4, 3.6, 0, 1].forEach((exponent, i) => {
    expect(evidence.statistics[i]!.value).toBeCloseTo(exponent, 6);
    expect(evidence.statistics[i]!.theory).toBeCloseTo(exponent, 6);
  });
  expectFinite(evidence);
});

it('is refuted where one jump is enough, or the exponent grows with the width without stairs', () => {
  expect(judge((cell) => leaving(cell, 1)).verdict).toBe('refuted');
  const ramp = (cell: ClippedCell) =>
    cell.threshold === null ? leaving(cell, 1) : leaving(cell, cell.width, jumpsNeeded(cell) - 1);
  expect(judge(ramp).verdict).toBe('refuted');
});

it('is refuted where the height does not come back, or matters to one jump', () => {
  const refuted = (heightExponent: (cell: ClippedCell) => number) => {
    const { verdict, parts } = judge((cell) =>
      cell.threshold === null ? leaving(cell, 1) : leaving(cell, jumpsNeeded(cell), heightExponent(cell)),
    );
    expect(verdict).toBe('refuted');
    return parts!.filter((part) => part.verdict === 'refuted').map(({ name }) => name);
  };
  expect(refuted(() => 0)).toEqual(['height of the well, width 1.4 thresholds']);
  expect(refuted(() => 1)).toEqual(['height of the well, width 0.8 thresholds']);
});

it.each([
  ['noise', 0.4, 0],
  ['height', 1 / 3, 0],
])('is decided on both sides of the margin: %s', (over, margin) => {
  const at = (by: number) =>
    judge((cell) => {
      const off = over === 'noise' ? (cell.noiseScale / 0.03) ** -by : cell.curvature ** by;
      return cell.threshold !== null && cell.width === 1.4 ? stairs(cell) * off : stairs(cell);
    });
  for (const sign of [-1, 1]) {
    expect([0.85, 1, 1.15].map((share) => at(sign * share * margin).verdict)).toEqual([
      'supported',
      'undecided',
      'refuted',
    ]);
  }
  expect(at(margin).open!.needs).toContain('paths');
});

it('is undecided where without clipping more than one jump is needed, or the height matters', () => {
  const more = judge((cell) => leaving(cell, Math.ceil(cell.width), jumpsNeeded(cell) - 1));
  expect(more.verdict).toBe('undecided');
  expect(more.controls.map(({ passed }) => passed)).toEqual([true, false, true]);
  const high = judge((cell) => (cell.threshold === null ? leaving(cell, 1, 1) : stairs(cell)));
  expect(high.verdict).toBe('undecided');
  expect(high.controls.map(({ passed }) => passed)).toEqual([true, true, false]);
});

it('runs the same steps in a higher well under noise that is as much larger', () => {
  const world = { width: 0.8, threshold: 1, firstPath: 0, paths: 400 };
  const context = { seed: 1, dataset: noDataset };
  const mean = (curvature: number) => {
    const cell = { ...world, curvature, noiseScale: 0.1 * curvature ** (1 / 1.2) };
    const { counts } = clippedLevyExit.run(cell, context) as ClippedResult;
    return (curvature * counts.totalTime) / counts.paths;
  };
  // Means of 400 exponential times: their ratio is off by 0.07 or less, twice in three runs.
  expect(Math.abs(mean(4) / mean(1) - 1)).toBeLessThan(0.25);
});
