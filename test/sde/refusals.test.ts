import { stream } from 'heavytail/random';
import { exitTimes, levy, meanExitTime, type ExitSettings } from 'heavytail/sde';
import { describe, expect, it } from 'vitest';
import { leaving } from './leaving.js';

const settings: ExitSettings = { ...leaving, stream: stream(1, 'refused') };

describe('refusals', () => {
  const refuse = (change: Partial<ExitSettings>) => expect(() => exitTimes({ ...settings, ...change }));

  it('say what was given and what is allowed', () => {
    refuse({ timeStep: 1 }).toThrow(/The time step 1 is too coarse for a potential of curvature up to/);
    refuse({ timeStep: 0 }).toThrow('The time step is 0; it must be positive and finite.');
    refuse({ start: 0.5 }).toThrow('The start 0.5 lies outside the domain from -2 to 0.4.');
    refuse({ low: -Infinity, high: Infinity }).toThrow('The domain is the whole line');
    refuse({ paths: 0 }).toThrow('The number of paths is 0');
    refuse({ firstPath: -1 }).toThrow('The first path is -1');
    refuse({ maximalSteps: 0 }).toThrow('The maximal number of steps is 0');
    refuse({ scheme: 'bridge' }).toThrow('whose paths jump between grid points');
    refuse({ scheme: 'exact' }).toThrow('one quadratic well');
    expect(() => levy(2.1, 1)).toThrow('The index alpha is 2.1; it must be above 0 and at most 2.');
    expect(() => levy(1.5, 0)).toThrow('The noise scale is 0; it must be positive and finite.');
    expect(() => meanExitTime({ paths: 5, exits: 1, totalTime: 3, totalSquare: 9 })).toThrow('1 of 5 paths');
  });
});
