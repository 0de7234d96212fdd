import { logOf } from '../../../kernel/index.js';
import { stream } from '../../../law/index.js';
import {
  gradientSource,
  initialWeights,
  syntheticText,
  transformer,
  type Examples,
} from '../../../net/index.js';

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
    /** Of the labels: the loss of the best answer that looks at no letter. */
    letterEntropy: entropyOf(text.examples, text.classes),
    source: gradientSource(network, text.examples, 'cross-entropy'),
    start: initialWeights(network, random('weights')),
    random,
    /** The parameters and directions that are followed in every replicate. */
    followed: stream(seed, 'transformer noise', 'followed'),
  };
}

function entropyOf({ labels }: Examples, classes: number): number {
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label]++;
  return counts.reduce((sum, count) => {
    const share = count / labels.length;
    return share > 0 ? sum - share * logOf(share) : sum;
  }, 0);
}
