import { stream } from 'heavytail/random';
import {
  countExits,
  levy,
  levyExitTime,
  levyExitTimeAlongAxes,
  levyExitTimeFromBall,
  meanExitTime,
  quadraticForm,
  quadraticLandscape,
  randomRotation,
  spaceExits,
  type SpaceExitSettings,
} from 'heavytail/sde';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';

const noiseScale = 0.05;
/** Of theory at this noise: the leading term neglects corrections of some percent. */
const leadingTermError = 0.08;

function measured(settings: Pick<SpaceExitSettings, 'landscape' | 'domain' | 'components' | 'driver'>) {
  const { times, censored } = spaceExits({
    ...settings,
    start: new Float64Array(settings.landscape.dimension),
    timeStep: 0.05,
    paths: 1000,
    maximalSteps: 1e7,
    stream: stream(1, 'exit in space'),
  });
  return meanExitTime(countExits({ times, censored }));
}

describe('small stable noise in several dimensions', () => {
  it('is that of the line in one dimension', () => {
    for (const alpha of [0.7, 1, 1.5, 1.9]) {
      const line = levyExitTime(alpha, 0.1, 2, 2);
      expect(levyExitTimeAlongAxes(alpha, 0.1, [{ below: 2, above: 2 }]) / line).toBeCloseTo(1, 12);
      expect(levyExitTimeFromBall(alpha, 0.1, 2, 1) / line).toBeCloseTo(1, 10);
    }
  });

  it('of independent components leaves a box along its axes, at the sum of their rates', () => {
    const alpha = 1.5;
    const theory = levyExitTimeAlongAxes(alpha, noiseScale, [
      { below: 1, above: 0.7 },
      { below: Infinity, above: 2 },
      { below: 1, above: 1 },
    ]);
    const { mean, standardError } = measured({
      landscape: quadraticLandscape([1, 2, 1]),
      driver: levy(alpha, noiseScale),
      components: 'independent',
      domain: { kind: 'box', low: [-1, -Infinity, -1], high: [0.7, 2, 1] },
    });
    expect(Math.abs(mean - theory)).toBeLessThan(normalLimit * standardError + leadingTermError * theory);
  });

  it('of isotropic kind leaves a ball as the Levy measure says, however the well is turned', () => {
    const alpha = 1.2;
    const turn = randomRotation(3, stream(1, 'turn'));
    // R diag(1, 2, 3) R'.
    const form = Float64Array.from({ length: 9 }, (_, at) => {
      const [i, j] = [Math.floor(at / 3), at % 3];
      return [0, 1, 2].reduce((sum, k) => sum + (k + 1) * turn[3 * i + k]! * turn[3 * j + k]!, 0);
    });
    const theory = levyExitTimeFromBall(alpha, noiseScale, 1, 3);
    const { mean, standardError } = measured({
      landscape: quadraticForm(form),
      driver: levy(alpha, noiseScale),
      components: 'isotropic',
      domain: { kind: 'ball', center: [0, 0, 0], radius: 1 },
    });
    expect(Math.abs(mean - theory)).toBeLessThan(normalLimit * standardError + leadingTermError * theory);
  });

  it('refuses what has no exit', () => {
    expect(() => levyExitTimeAlongAxes(1.5, 0.1, [{ below: Infinity, above: Infinity }])).toThrow(
      'no exit happens',
    );
    expect(() => levyExitTimeAlongAxes(1.5, 0.1, [{ below: -1, above: 1 }])).toThrow('must be positive');
    expect(() => levyExitTimeFromBall(2, 0.1, 1, 3)).toThrow('Index 2');
    expect(() => levyExitTimeFromBall(1.5, 0.1, 1, 1.5)).toThrow('The dimension is 1.5');
  });
});
