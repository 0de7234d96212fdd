import { alexNet, fullyConnected, type Dataset, type Network } from '../../net/index.js';

/**
 * One of the two published families of networks (arXiv 1901.06053). Part of a cell, so JSON: fully connected, or, where `model`
 * says so, the AlexNet variant, whose width is its number of channels and whose depth is published as well.
 */
export type NetworkShape = {
  readonly model?: 'alexnet';
  readonly width: number;
  readonly depth: number;
};

/** Layers with weights of the AlexNet variant: five convolutions and three linear ones. */
export const alexNetDepth = 8;
const publishedDropout = 0.5;

/**
 * Lays out the network for the examples of a data set.
 *
 * @throws {RangeError} when a size is out of range, or AlexNet's examples are no images
 */
export function publishedNetwork(
  { model, width, depth }: NetworkShape,
  { dimension, classes, image }: Pick<Dataset, 'dimension' | 'classes' | 'image'>,
): Network {
  if (model === undefined) return fullyConnected({ depth, width, inputs: dimension, classes });
  if (image === undefined) {
    throw new RangeError('AlexNet needs images; the examples of this data set have no height and width.');
  }
  return alexNet({ channels: width, image, classes, dropout: publishedDropout });
}

/** How it is called in tables: the family, and what its width and depth are. */
export function networkWords({ model, width, depth }: NetworkShape): string {
  return model === undefined ? `width ${width}, depth ${depth}` : `AlexNet, ${width} channels`;
}
