import {
  crossEntropy,
  crossEntropyTangent,
  linearHinge,
  squaredLoss,
  squaredLossTangent,
  type LossInput,
  type Matrix,
} from '../../kernel/index.js';

/**
 * The losses of the published experiments (arXiv 1901.06053 and its code). cross-entropy: minus the log
 * probability of the label. linear-hinge: max(0, 1 − margin), one class against the rest, averaged over
 * classes. squared: the squared distance of the outputs to the unit vector of the label, averaged over
 * classes.
 */
export const lossNames = ['cross-entropy', 'linear-hinge', 'squared'] as const;
/** A name in `lossNames`. */
export type LossName = (typeof lossNames)[number];

export interface Loss {
  /** Weighted sum of the losses; the derivative in the logits goes to `out` if given. */
  value(input: LossInput, out?: Matrix): number;
  /** Derivative of that derivative along a direction of the logits. */
  tangent(input: LossInput, tangent: Matrix, out: Matrix): void;
}

export const losses: Readonly<Record<LossName, Loss>> = {
  'cross-entropy': { value: crossEntropy, tangent: crossEntropyTangent },
  'linear-hinge': {
    value: linearHinge,
    // Piecewise linear: the second derivative is 0 wherever it exists, and NaN where the logit is.
    tangent: ({ logits }, tangent, out) => {
      const [z, direction] = [logits.block.array, tangent.block.array];
      out.block.array.forEach((_, i, numbers) => {
        numbers[i] = Number.isNaN(z[i]) || Number.isNaN(direction[i]) ? Number.NaN : 0;
      });
    },
  },
  squared: { value: squaredLoss, tangent: squaredLossTangent },
};
