import { kernelExports, type Block } from '../instance.js';
import type { Matrix } from './matrix.js';

/**
 * Elementwise parts of a network's passes, in kernel memory (assembly/network/network.ts). Rows are examples.
 */

interface NetworkExports {
  rectify(values: number, count: number): void;
  maskInactive(values: number, outputs: number, count: number): void;
  mostClasses(): number;
  crossEntropy(
    z: number,
    labels: number,
    weights: number,
    examples: number,
    classes: number,
    out: number,
  ): number;
  crossEntropyTangent(
    z: number,
    tangent: number,
    weights: number,
    examples: number,
    classes: number,
    out: number,
  ): void;
  linearHinge(
    z: number,
    labels: number,
    weights: number,
    examples: number,
    classes: number,
    out: number,
  ): number;
  squaredLoss(
    z: number,
    labels: number,
    weights: number,
    examples: number,
    classes: number,
    out: number,
  ): number;
  squaredLossTangent(tangent: number, weights: number, examples: number, classes: number, out: number): void;
  outerProduct(left: number, rows: number, right: number, columns: number, out: number): void;
  predictions(logits: number, examples: number, classes: number, out: number): number;
}

/** values = max(values, 0), in place. */
export function rectify({ block, rows, columns }: Matrix): void {
  kernelExports<NetworkExports>().rectify(block.pointer, rows * columns);
}

/** Zeroes `values` where the rectifier's `outputs` are not positive. */
export function maskInactive(values: Matrix, outputs: Matrix): void {
  const count = values.rows * values.columns;
  kernelExports<NetworkExports>().maskInactive(values.block.pointer, outputs.block.pointer, count);
}

/** The largest number of classes that the losses take. */
export function mostClasses(): number {
  return kernelExports<NetworkExports>().mostClasses();
}

/** What a loss is computed from: logits, and for each example a label and a weight. */
export interface LossInput {
  readonly logits: Matrix;
  readonly labels: Block<Uint8Array>;
  readonly weights: Block<Float32Array>;
}

/** Sum of weighted cross-entropies; the derivative in the logits goes to `out` if given. */
export function crossEntropy({ logits, labels, weights }: LossInput, out?: Matrix): number {
  const { rows, columns, block } = logits;
  const target = out?.block.pointer ?? 0;
  return kernelExports<NetworkExports>().crossEntropy(
    block.pointer,
    labels.pointer,
    weights.pointer,
    rows,
    columns,
    target,
  );
}

/** Derivative of that logit gradient along the direction `tangent` of the logits. */
export function crossEntropyTangent({ logits, weights }: LossInput, tangent: Matrix, out: Matrix): void {
  const { rows, columns, block } = logits;
  kernelExports<NetworkExports>().crossEntropyTangent(
    block.pointer,
    tangent.block.pointer,
    weights.pointer,
    rows,
    columns,
    out.block.pointer,
  );
}

/** Sum of weighted linear hinge losses; the derivative in the logits goes to `out` if given. */
export function linearHinge({ logits, labels, weights }: LossInput, out?: Matrix): number {
  const { rows, columns, block } = logits;
  const target = out?.block.pointer ?? 0;
  return kernelExports<NetworkExports>().linearHinge(
    block.pointer,
    labels.pointer,
    weights.pointer,
    rows,
    columns,
    target,
  );
}

/** Sum of weighted squared losses; the derivative in the logits goes to `out` if given. */
export function squaredLoss({ logits, labels, weights }: LossInput, out?: Matrix): number {
  const { rows, columns, block } = logits;
  const target = out?.block.pointer ?? 0;
  return kernelExports<NetworkExports>().squaredLoss(
    block.pointer,
    labels.pointer,
    weights.pointer,
    rows,
    columns,
    target,
  );
}

/** Derivative of that logit gradient along the direction `tangent` of the logits. */
export function squaredLossTangent({ logits, weights }: LossInput, tangent: Matrix, out: Matrix): void {
  kernelExports<NetworkExports>().squaredLossTangent(
    tangent.block.pointer,
    weights.pointer,
    logits.rows,
    logits.columns,
    out.block.pointer,
  );
}

/** out = left_row right_row^T for one example, written at element `offset` of `out`. */
export function outerProduct(
  left: Matrix,
  right: Matrix,
  row: number,
  out: Block<Float32Array>,
  offset: number,
): void {
  kernelExports<NetworkExports>().outerProduct(
    left.block.pointer + 4 * row * left.columns,
    left.columns,
    right.block.pointer + 4 * row * right.columns,
    right.columns,
    out.pointer + 4 * offset,
  );
}

/**
 * The class of the largest logit of each example; returns how many examples have none, because a logit is
 * NaN.
 */
export function predictions(logits: Matrix, out: Block<Uint8Array>): number {
  const { block, rows, columns } = logits;
  return kernelExports<NetworkExports>().predictions(block.pointer, rows, columns, out.pointer);
}
