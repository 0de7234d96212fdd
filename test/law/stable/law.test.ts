import { characteristicFunction, stable } from 'heavytail/stable';
import { describe, expect, it } from 'vitest';

describe('stable', () => {
  it('has defaults and both locations', () => {
    expect(stable({ alpha: 1.5 })).toEqual({
      family: 'stable',
      alpha: 1.5,
      beta: 0,
      scale: 1,
      location: 0,
      parameterization: 'S0',
      locationS0: 0,
      locationS1: 0,
    });
    // tan(3 pi/4) = -1, tan(pi/4) = 1; at alpha = 1 the shift is (2/pi) beta scale log(scale).
    expect(stable({ alpha: 1.5, beta: 0.5, scale: 2, location: 3 }).locationS1).toBeCloseTo(4, 14);
    expect(stable({ alpha: 0.5, beta: 1, scale: 2, parameterization: 'S1' }).locationS0).toBeCloseTo(2, 14);
    expect(stable({ alpha: 1, beta: 1, scale: Math.E }).locationS1).toBeCloseTo((-2 * Math.E) / Math.PI, 14);
    expect(stable({ alpha: 2, beta: 1 }).locationS1).toBe(0);
    expect(Object.isFrozen(stable({ alpha: 1 }))).toBe(true);
  });

  it.each([
    [{ alpha: 0 }, 'alpha is 0; a stable law needs 0 < alpha ≤ 2.'],
    [{ alpha: 2.3 }, 'alpha is 2.3; a stable law needs 0 < alpha ≤ 2.'],
    [{ alpha: NaN }, 'alpha is NaN; a stable law needs 0 < alpha ≤ 2.'],
    [{ alpha: 1, beta: -1.5 }, 'beta is -1.5; a stable law needs -1 ≤ beta ≤ 1.'],
    [{ alpha: 1, scale: 0 }, 'scale is 0; a stable law needs a positive, finite scale.'],
    [{ alpha: 1, location: Infinity }, 'location is Infinity; a stable law needs a finite location.'],
  ])('refuses %j', (parameters, message) => {
    expect(() => stable(parameters)).toThrow(new RangeError(message));
  });
});

describe('the characteristic function', () => {
  const at = (law: Parameters<typeof characteristicFunction>[0], t: number) => {
    const { real, imaginary } = characteristicFunction(law, [t]);
    return [real[0], imaginary[0]] as const;
  };
  const polar = (modulus: number, phase: number) =>
    [modulus * Math.cos(phase), modulus * Math.sin(phase)] as const;
  const expectClose = (given: readonly [number, number], wanted: readonly [number, number]) => {
    expect(given[0]).toBeCloseTo(wanted[0], 13);
    expect(given[1]).toBeCloseTo(wanted[1], 13);
  };

  it('is the textbook form in S1', () => {
    for (const t of [-2, -0.3, 0, 0.7, 4]) {
      for (const alpha of [0.4, 0.9, 1.3, 1.9]) {
        const law = stable({ alpha, beta: -0.7, scale: 0.6, location: 0.3, parameterization: 'S1' });
        const power = Math.abs(0.6 * t) ** alpha;
        const phase = power * -0.7 * Math.tan((Math.PI * alpha) / 2) * Math.sign(t) + 0.3 * t;
        expectClose(at(law, t), polar(Math.exp(-power), phase));
      }
      const law = stable({ alpha: 1, beta: 0.5, scale: 0.6, location: 0.3, parameterization: 'S1' });
      const log = t === 0 ? 0 : Math.log(Math.abs(t));
      const size = 0.6 * Math.abs(t);
      expectClose(
        at(law, t),
        polar(Math.exp(-size), 0.3 * t - size * 0.5 * (2 / Math.PI) * Math.sign(t) * log),
      );
    }
  });

  it('is Gaussian at alpha = 2 and continuous at alpha = 1', () => {
    expectClose(at(stable({ alpha: 2, beta: 1, scale: 2, location: 1 }), 0.5), polar(Math.exp(-1), 0.5));
    for (const t of [-3, 0.01, 2]) {
      const limit = at(stable({ alpha: 1, beta: 1 }), t);
      const near = at(stable({ alpha: 1 + 1e-12, beta: 1 }), t);
      expect(Math.hypot(near[0] - limit[0], near[1] - limit[1])).toBeLessThan(1e-11);
    }
  });

  it('is 1 at 0, 0 far out, and refuses Infinity', () => {
    const law = stable({ alpha: 0.7, beta: 0.5, location: 2 });
    expectClose(at(law, 0), [1, 0]);
    expectClose(at(law, 1e300), [0, 0]);
    expect(() => characteristicFunction(law, [1, Infinity])).toThrow(/Argument 1 is Infinity/);
  });
});
