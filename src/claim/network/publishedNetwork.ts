import type { NetworkSettings } from '../../training/index.js';

/**
 * One of the two published families of networks (arXiv 1901.06053). Part of a cell, so JSON: fully
 * connected, or, where `model` says so, the AlexNet variant, whose width is its number of channels and
 * whose depth is published as well.
 */
export type NetworkShape = {
  readonly model?: 'alexnet';
  readonly width: number;
  readonly depth: number;
};

/** Layers with weights of the AlexNet variant: five convolutions and three linear ones. */
export const alexNetDepth = 8;
const publishedDropout = 0.5;

/** The settings of a network in its published form: rectified and without biases, or AlexNet with dropout. */
export function publishedNetwork({ model, width, depth }: NetworkShape): NetworkSettings {
  return model === undefined
    ? { model: 'fc', depth, width, activation: 'relu', bias: false }
    : { model, channels: width, dropout: publishedDropout };
}

/** What tables call it: the family, and its width and depth. */
export function networkWords({ model, width, depth }: NetworkShape): string {
  return model === undefined ? `width ${width}, depth ${depth}` : `AlexNet, ${width} channels`;
}
