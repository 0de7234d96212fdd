import { stream } from '../../../law/index.js';
import { gradientSource, initialWeights, syntheticText, transformer } from '../../../net/index.js';

/** The transformer: one block. */
export const tokens = 16;
export const width = 16;
export const heads = 2;
/** The text, which all replicates share, a transformer that is to learn it, and its first weights. */
export function setUp(seed: number, purpose: string, replicate: number, examples: number) {
  const random = (what: string) => stream(seed, 'transformer noise', purpose, replicate, what);
  const text = syntheticText({ examples, tokens }, stream(seed, 'transformer noise', 'text'));
  const network = transformer({ tokens, vocabulary: text.classes, width, heads });
  return {
    text,
    source: gradientSource(network, text.examples, 'cross-entropy'),
    start: initialWeights(network, random('weights')),
    random,
    /** The parameters and directions that are followed in every replicate. */
    followed: stream(seed, 'transformer noise', 'followed'),
  };
}
