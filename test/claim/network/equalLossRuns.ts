import type { EqualLossCell, EqualLossRun } from '#heavytail/claim/network/equalLoss';
import { stream } from 'heavytail/random';

/** A run that came to a minimum of a given log width, with a scatter of 0.02. */
export function made(cell: EqualLossCell, logWidth: number, accuracy = 0.9): EqualLossRun {
  const { noise, stepSize, batchSize, replicate } = cell;
  const scatter = 0.02 * stream(1, 'made', noise, stepSize, batchSize, replicate).normals(1)[0]!;
  return {
    noise,
    stepSize,
    batchSize,
    replicate,
    iterations: 100,
    trainLoss: 0.098,
    testAccuracy: accuracy,
    geometry: {
      trace: 4 - logWidth + scatter,
      traceError: 0.1,
      topEigenvalue: 2 - logWidth + scatter,
      sharpness: -1 - logWidth + scatter,
      basinWidth: 1 + logWidth + scatter,
    },
  };
}
