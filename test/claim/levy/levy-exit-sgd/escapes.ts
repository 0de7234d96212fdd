import type { FormName, MeasuredEscape } from '#heavytail/claim/levy/levy-exit-sgd/forms';
import { stream } from 'heavytail/random';

/** Wells of different width, height and noise, four batch sizes and step sizes each. */
export function wells(): Omit<MeasuredEscape, 'logIterations'>[] {
  const random = stream(5, 'wells');
  return ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((group) =>
    [0, 1].flatMap((side) => {
      const [u, v, w, x, y] = random.uniforms(5) as unknown as [number, number, number, number, number];
      const [width, height, noise] = [0.4 + 1.2 * u, 0.05 + 0.4 * v, 0.4 + 0.6 * w];
      const lossAtMinimum = 0.2 + 0.4 * x;
      const curvature = (3 * height) / width ** 2;
      return [1, 2, 4, 8].flatMap((batchSize) =>
        [0.05, 0.1, 0.2, 0.4].map((share) => ({
          group,
          well: `${group}, ${side}`,
          width,
          height,
          noise,
          lossAtMinimum,
          lossAtSaddle: lossAtMinimum + height,
          curvature,
          saddleCurvature: (0.4 + y) * curvature,
          quasiPotential: (1.6 * height) / noise ** 2,
          largestCurvature: 2 * curvature,
          batchSize,
          stepSize: share * Math.sqrt(batchSize),
        })),
      );
    }),
  );
}

/** What the theories say, from their formulas. */
export const truths: Record<FormName, (e: Omit<MeasuredEscape, 'logIterations'>) => number> = {
  levy: (e) => 0.5 * Math.log(e.batchSize) + 1.5 * Math.log(e.width / (e.stepSize * e.noise)),
  kramers: (e) =>
    Math.log((2 * Math.PI) / Math.sqrt(e.curvature * e.saddleCurvature) / e.stepSize) +
    (0.3 * 2 * e.batchSize * e.height) / (e.stepSize * e.noise ** 2),
  xie: (e) =>
    Math.log((2 * Math.PI) / e.saddleCurvature / e.stepSize) +
    ((0.3 * 2 * e.batchSize) / e.stepSize) * e.height * (0.5 / e.curvature + 0.5 / e.saddleCurvature),
  'log-barrier': (e) =>
    -Math.log(e.stepSize) +
    (((0.3 * e.batchSize) / e.stepSize) * Math.log(e.lossAtSaddle / e.lossAtMinimum)) / e.curvature,
  'quasi-potential': (e) => -Math.log(e.stepSize) + 0.3 * (e.batchSize / e.stepSize) * e.quasiPotential,
};

/** Escapes of a law, with errors in log iterations; a tenth where none are given. */
export function escapesOf(law: FormName, seed: number, error = 0.1): MeasuredEscape[] {
  const all = wells();
  const errors = stream(seed, 'errors').normals(all.length);
  return all.map((well, i) => ({ ...well, logIterations: truths[law](well) + error * errors[i]! }));
}
