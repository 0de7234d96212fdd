import { expect, test } from 'vitest';
import { barLines, finishedLines } from '#heavytail/cli/reproduce/progressScreen';
import { Tally } from '#heavytail/sweep/index';

test('bars show each running claim, the whole and the time that is left', () => {
  const tally = new Tally();
  tally.record({ type: 'claimPlanned', claim: 'levy-width', cells: 4, kept: 1, keptSeconds: 60 });
  tally.record({ type: 'claimPlanned', claim: 'levy-height', cells: 4, kept: 0, keptSeconds: 0 });
  tally.record({ type: 'begun', cells: 8, kept: 1 });
  tally.record({ type: 'claimStarted', claim: 'levy-width' });
  tally.record({ type: 'cellFinished', claim: 'levy-width', seconds: 60 });
  const terminal = { inPlace: true, colour: false, unicode: false, columns: 80 };
  // 2 cells of levy-width and 4 of levy-height at 60 s each, two at a time: 180 s.
  expect(barLines(tally, 2, 75, terminal)).toEqual([
    '  levy-width                  ############............  2 of 4',
    '  all claims                  ######..................  2 of 8',
    '  1 min 15 s so far, about 3 min left',
  ]);
  expect(barLines(tally, 2, 75, { ...terminal, columns: 40 })).toEqual([
    '  1 min 15 s so far, about 3 min left',
  ]);
  tally.record({ type: 'claimFailed', claim: 'levy-width', reason: 'none' });
  expect(barLines(tally, 2, 75, terminal)).toHaveLength(2);
  const failed = finishedLines({ type: 'claimFailed', claim: 'levy-width', reason: 'none' }, terminal, 2);
  expect(failed).toEqual(['  levy-width                  failed to run']);
});
