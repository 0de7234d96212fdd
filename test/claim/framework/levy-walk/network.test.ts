import { runSgdWalk, sgdWalkCells } from '#heavytail/claim/framework/levy-walk/network';
import { proceduralDigits } from 'heavytail/net';
import { expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';

const digits = proceduralDigits();

const settings = { ...settingsOf('quick'), dataset: digits.name };

it('runs both kinds of noise on a network, with the same numbers twice', () => {
  const cells = sgdWalkCells({ ...settings, profile: 'smoke' }).slice(0, 2);
  for (const cell of cells) {
    const context = { seed: 1, dataset: () => digits };
    const short = { ...cell, iterations: 400 };
    const result = runSgdWalk(short, context);
    expect(runSgdWalk(short, context)).toEqual(result);
    expect(result.logMedians.every(Number.isFinite)).toBe(true);
  }
});
