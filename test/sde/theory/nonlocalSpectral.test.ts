import { readFileSync } from 'node:fs';
import { nonlocalExitTime, Potential } from 'heavytail/sde';
import { describe, expect, it } from 'vitest';

/** Mean exit times by a spectral method, with an estimate of its error: see nonlocal-exit.py beside the file. */
interface Spectral {
  readonly drifts: Readonly<Record<string, readonly [number, number, number, number]>>;
  readonly cases: readonly {
    readonly drift: string;
    readonly alpha: number;
    readonly noiseScale: number;
    readonly times: readonly { readonly x: number; readonly time: number; readonly error: number }[];
  }[];
}

const spectral = JSON.parse(
  readFileSync(new URL('../../reference/nonlocal-exit.json', import.meta.url), 'utf8'),
) as Spectral;

describe('mean exit time at finite noise and with drift', () => {
  it('is that of a spectral method within the stated error, up to both edges', () => {
    const potentials = Object.fromEntries(
      Object.entries(spectral.drifts).map(([name, [a, b, c, d]]) => [
        name,
        new Potential({
          breaks: [],
          pieces: [{ center: 0, u: [0, -a, -b / 2, -c / 3, -d / 4] }],
          minima: [],
          saddles: [],
        }),
      ]),
    );
    const ratios = { compared: 0, tight: 0, small: 0 };
    for (const { drift, alpha, noiseScale, times } of spectral.cases) {
      const settings = { potential: potentials[drift], alpha, noiseScale, low: -1, high: 1 };
      for (const nodes of [24, 64]) {
        const exit = nonlocalExitTime({ ...settings, nodes });
        for (const { x, time, error } of times) {
          const stated = exit.relativeErrorAt(x);
          const deviation = Math.abs(exit.at(x) / time - 1);
          expect(deviation, `${drift}, ${alpha}, ${noiseScale}, ${x}`).toBeLessThan(stated + 2 * error);
          ratios.compared += 1;
          ratios.small += Number(nodes === 64 && stated < 0.2);
          ratios.tight += Number(stated < 50 * (deviation + error));
        }
      }
    }
    // A bound so wide that it always holds would say nothing.
    expect(ratios.compared).toBeGreaterThan(2000);
    expect(ratios.tight / ratios.compared).toBeGreaterThan(0.6);
    expect(ratios.small / (ratios.compared / 2)).toBeGreaterThan(0.7);
  });
});
