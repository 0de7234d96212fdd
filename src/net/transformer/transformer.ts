import { chain, type Network } from '../network/network.js';
import { rectifier } from '../operation/rectifier.js';
import { causalAttention } from './causalAttention.js';
import { embedding } from './embedding.js';
import { layerNorm } from './layerNorm.js';
import { residual } from './residual.js';
import { tokenLinear } from './tokenLinear.js';

/** The feed-forward layer is so many times as wide as a token, as in Vaswani et al. 2017. */
const widening = 4;
const mostTokens = 4096;
const mostWidth = 4096;
/** A label is a byte. */
const mostClasses = 256;

/**
 * A small transformer that predicts, at each token of a text, the next one. Tokens and their places are
 * embedded; then come causal attention and a rectified feed-forward layer, each in a residual connection
 * after a layer norm; at last a layer norm and a linear layer. All linear layers have biases. An
 * example has as many labels as tokens, and its loss is the mean of theirs.
 *
 * @param shape - its sizes
 * @param shape.tokens - of an example, 1 to 4096
 * @param shape.vocabulary - different tokens, 2 to 256
 * @param shape.width - numbers of a token inside, 1 to 4096
 * @param shape.heads - of the attention; they divide the width
 * @returns the network, without weights: see `initialWeights`
 * @throws {RangeError} when one of them is out of range
 * @example
 * import { allExamples, gradientSource, initialWeights, syntheticText, transformer } from 'heavytail/net';
 * import { stream } from 'heavytail/random';
 *
 * const text = syntheticText({ examples: 100, tokens: 16 }, stream(1, 'text'));
 * const network = transformer({ tokens: 16, vocabulary: text.classes, width: 16, heads: 2 });
 * network.parameterCount; // → 4363
 * const source = gradientSource(network, text.examples, 'cross-entropy');
 * const weights = initialWeights(network, stream(1, 'weights'));
 * source.loss(weights, allExamples(100)); // → 3.42257
 */
export function transformer(shape: {
  readonly tokens: number;
  readonly vocabulary: number;
  readonly width: number;
  readonly heads: number;
}): Network {
  const { tokens, vocabulary, width, heads } = shape;
  check('number of tokens', tokens, 1, mostTokens);
  check('vocabulary', vocabulary, 2, mostClasses);
  check('width', width, 1, mostWidth);
  const operations = [
    embedding(tokens, vocabulary, width),
    ...residual([
      layerNorm(tokens, width),
      tokenLinear(tokens, width, 3 * width),
      causalAttention(tokens, width, heads),
      tokenLinear(tokens, width, width),
    ]),
    ...residual([
      layerNorm(tokens, width),
      tokenLinear(tokens, width, widening * width),
      rectifier(tokens * widening * width),
      tokenLinear(tokens, widening * width, width),
    ]),
    layerNorm(tokens, width),
    tokenLinear(tokens, width, vocabulary),
  ];
  return { ...chain(operations), classes: vocabulary, answers: tokens };
}

function check(what: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new RangeError(
      `The transformer's ${what} is ${value}; it must be a whole number from ${low} to ${high}.`,
    );
  }
}
