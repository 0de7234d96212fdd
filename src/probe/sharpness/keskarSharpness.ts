import type { Stream } from '../../law/index.js';
import type { GradientSource } from '../../net/index.js';
import { LossLandscape, requireCount, requirePositive } from '../lossLandscape.js';

/** The box that is searched, and how long. */
export interface KeskarSettings {
  /** Size of the box: half its width in coordinate i is epsilon × (|w_i| + 1). Finite and positive. */
  readonly epsilon: number;
  /** Gradient steps from each start; at least 1. */
  readonly steps: number;
  /** Ascents: the first from the weights, the others from points drawn uniformly in the box; at least 1. */
  readonly starts: number;
  /** Draws the starts; its own place does not move. */
  readonly stream: Stream;
}

/** The largest loss found in a box around the weights. */
export interface KeskarSharpness {
  /** Loss at the weights, f. */
  readonly loss: number;
  /** The largest loss met in the box. */
  readonly maximum: number;
  /** 100 (maximum − f) / (1 + f). */
  readonly sharpness: number;
}

/**
 * Sharpness of Keskar et al. (2017, arXiv 1609.04836, metric 2.1 in the full space): the largest loss in a
 * box around the weights, relative to the loss at them, in percent.
 *
 * The maximum is sought by projected ascent along the sign of the gradient, the steepest ascent in the norm
 * of the box: step k moves each coordinate by half the width of the box over k and stays in the box. (The
 * authors take ten iterations of L-BFGS-B.) What is returned is a lower bound of the maximum, the largest
 * of all losses met. At a minimum the gradient is 0 and the start at the weights stays there, so take more
 * starts than one. This sharpness changes when ReLU layers are rescaled (Dinh et al. 2017, arXiv
 * 1703.04933).
 *
 * Costs starts × steps gradients and starts + 1 losses; memory is O(parameters).
 *
 * @param source - the loss
 * @param weights - the middle of the box
 * @param examples - over which the loss is a mean
 * @param settings - size of the box, and how long it is searched
 * @returns the losses and the sharpness in percent
 * @throws {RangeError} when a setting, the weights or a loss met on the way is out of range, or the loss at
 *   the weights is −1 or less
 */
export function keskarSharpness(
  source: GradientSource,
  weights: Float32Array,
  examples: Uint32Array,
  settings: KeskarSettings,
): KeskarSharpness {
  const { epsilon, steps, starts, stream } = settings;
  requirePositive('epsilon', epsilon);
  requireCount('steps', steps, 1);
  requireCount('starts', starts, 1);
  const landscape = new LossLandscape(source, examples);
  landscape.requirePoint('weight vector', weights);
  const halfWidths = Float64Array.from(weights, (w) => epsilon * (Math.abs(w) + 1));

  const loss = landscape.loss(weights);
  if (loss <= -1) {
    throw new RangeError(`The loss at the weights is ${loss}; this sharpness needs a loss above -1.`);
  }
  let maximum = loss;
  for (let start = 0; start < starts; start++) {
    const shares = start === 0 ? undefined : stream.substream(start).uniforms(weights.length);
    const point = Float64Array.from(weights, (w, i) =>
      shares === undefined ? w : w + halfWidths[i] * (2 * shares[i] - 1),
    );
    maximum = Math.max(maximum, ascend(landscape, weights, halfWidths, point, steps));
  }
  return { loss, maximum, sharpness: (100 * (maximum - loss)) / (1 + loss) };
}

/** The largest loss met on the way up from `point`, which moves. */
function ascend(
  landscape: LossLandscape,
  centre: Float32Array,
  halfWidths: Float64Array,
  point: Float64Array,
  steps: number,
): number {
  const gradient = new Float32Array(point.length);
  let highest = -Infinity;
  for (let step = 1; step <= steps; step++) {
    highest = Math.max(highest, landscape.gradient(point, gradient));
    for (let i = 0; i < point.length; i++) {
      const moved = point[i] + (Math.sign(gradient[i]) * halfWidths[i]) / step;
      const inside = Math.max(moved, centre[i] - halfWidths[i]);
      point[i] = Math.min(inside, centre[i] + halfWidths[i]);
    }
  }
  return Math.max(highest, landscape.loss(point));
}
