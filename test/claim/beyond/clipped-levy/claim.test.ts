import { clippedLevyExit } from '#heavytail/claim/beyond/clipped-levy/claim';
import { type ClippedCell, type ClippedResult, jumpsNeeded } from '#heavytail/claim/beyond/clipped-levy/run';
import { runClaim } from 'heavytail/claim';
import { expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';

const settings = settingsOf('paper');
const cells = clippedLevyExit.plan(settings);

/** As if all paths had left after exponential times of a known mean, without the scatter of the mean. */
function judge(meanOf: (cell: ClippedCell) => number) {
  const results = cells.map((cell): ClippedResult => {
    const { width, threshold, noiseScale, paths } = cell;
    const mean = meanOf(cell);
    const totalSquare = 2 * paths * mean ** 2 - mean ** 2;
    return {
      width,
      threshold,
      noiseScale,
      counts: { paths, exits: paths, totalTime: paths * mean, totalSquare },
    };
  });
  return clippedLevyExit.judge(results, settings);
}

const stairs = (cell: ClippedCell) => cell.noiseScale ** (-1.2 * jumpsNeeded(cell));

it('is supported on stairs', () => {
  const { verdict, statistics, parts } = judge(stairs);
  expect(verdict).toBe('supported');
  expect(parts!.length).toBe(3);
  [1.2, 2.4, 3.6].forEach((exponent, i) => {
    expect(statistics[i].value).toBeCloseTo(exponent, 6);
    expect(statistics[i].theory).toBeCloseTo(exponent, 6);
  });
});

it('is refuted where one jump is enough, or the exponent grows with the width without stairs', () => {
  expect(judge(({ noiseScale }) => noiseScale ** -1.2).verdict).toBe('refuted');
  const ramp = ({ width, threshold, noiseScale }: ClippedCell) =>
    noiseScale ** (threshold === null ? -1.2 : -1.2 * width);
  expect(judge(ramp).verdict).toBe('refuted');
});

it('is undecided where the control without clipping needs more than one jump', () => {
  const both = ({ width, noiseScale }: ClippedCell) => noiseScale ** (-1.2 * Math.ceil(width));
  expect(judge(both).verdict).toBe('undecided');
});

it('runs', () => {
  const { verdict } = runClaim(clippedLevyExit, settingsOf('smoke'));
  expect(verdict).not.toBe('refuted');
});
