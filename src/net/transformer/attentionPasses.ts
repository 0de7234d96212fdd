/**
 * The passes of causal attention over a chunk of examples. A row of the input holds, token by token, query,
 * key and value; numbers of probabilities lie as examples × heads × tokens × tokens, and where a token
 * does not see another they are not read.
 */

/** The sizes of attention. */
export interface Heads {
  readonly tokens: number;
  readonly width: number;
  readonly heads: number;
  /** Numbers of a head: width / heads. */
  readonly size: number;
  /** What the product of query and key is multiplied by. */
  readonly scale: number;
}

/**
 * Calls `body` for each token of each head of each example: the place of its query in the input (its key
 * lies `width` further, its value twice that), that of the first token's, that of its probabilities, and
 * that of its numbers in the output.
 */
function overTokens(
  { tokens, width, heads, size }: Heads,
  probabilities: Float64Array,
  body: (i: number, query: number, first: number, at: number, out: number) => void,
): void {
  const rows = probabilities.length / (heads * tokens * tokens);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let h = 0; h < heads; h++) {
      const first = row * 3 * tokens * width + h * size;
      const out = row * tokens * width + h * size;
      for (let i = 0; i < tokens; i++, at += tokens) {
        body(i, first + 3 * i * width, first, at, out + i * width);
      }
    }
  }
}

/** Adds to `out` the sums of the values that each token sees, weighted by `weights`. */
export function mixValues(layer: Heads, weights: Float64Array, input: Float32Array, out: Float32Array): void {
  const { width, size } = layer;
  overTokens(layer, weights, (i, _query, first, at, to) => {
    for (let j = 0; j <= i; j++) {
      const value = first + (3 * j + 2) * width;
      const weight = weights[at + j];
      for (let c = 0; c < size; c++) out[to + c] += weight * input[value + c];
    }
  });
}

/** Adds to `out` the derivatives in queries, keys and values from those in the output. */
export function addDerivatives(
  layer: Heads,
  probabilities: Float64Array,
  input: Float32Array,
  delta: Float32Array,
  out: Float32Array,
): void {
  const { tokens, width, size, scale } = layer;
  const slopes = new Float64Array(tokens);
  overTokens(layer, probabilities, (i, query, first, at, from) => {
    let mean = 0;
    for (let j = 0; j <= i; j++) {
      const value = first + (3 * j + 2) * width;
      let slope = 0;
      for (let c = 0; c < size; c++) slope += delta[from + c] * input[value + c];
      slopes[j] = slope;
      mean += probabilities[at + j] * slope;
    }
    for (let j = 0; j <= i; j++) {
      const key = first + (3 * j + 1) * width;
      const probability = probabilities[at + j];
      const score = scale * probability * (slopes[j] - mean);
      for (let c = 0; c < size; c++) {
        out[query + c] += score * input[key + c];
        out[key + c] += score * input[query + c];
        out[key + width + c] += probability * delta[from + c];
      }
    }
  });
}

/** How the probabilities change along a direction of the input. */
export function probabilityTangents(
  layer: Heads,
  probabilities: Float64Array,
  input: Float32Array,
  direction: Float32Array,
): Float64Array {
  const { width, size, scale } = layer;
  const out = new Float64Array(probabilities.length);
  overTokens(layer, probabilities, (i, query, first, at) => {
    let mean = 0;
    for (let j = 0; j <= i; j++) {
      const key = first + (3 * j + 1) * width;
      let change = 0;
      for (let c = 0; c < size; c++) {
        change += direction[query + c] * input[key + c] + input[query + c] * direction[key + c];
      }
      out[at + j] = scale * change;
      mean += probabilities[at + j] * scale * change;
    }
    for (let j = 0; j <= i; j++) out[at + j] = probabilities[at + j] * (out[at + j] - mean);
  });
  return out;
}

/** What the second derivative needs. */
export interface SecondPass {
  readonly probabilities: Float64Array;
  readonly probabilityTangents: Float64Array;
  readonly input: Float32Array;
  readonly inputTangent: Float32Array;
  readonly delta: Float32Array;
  readonly out: Float32Array;
}

/** Adds to `out` what `addDerivatives` changes by, at the same delta, along the direction of the input. */
export function addDerivativeTangents(layer: Heads, pass: SecondPass): void {
  const { tokens, width, size, scale } = layer;
  const { probabilities, probabilityTangents: changes, input, inputTangent, delta, out } = pass;
  const slopes = new Float64Array(tokens);
  const slopeChanges = new Float64Array(tokens);
  overTokens(layer, probabilities, (i, query, first, at, from) => {
    let [mean, meanChange] = [0, 0];
    for (let j = 0; j <= i; j++) {
      const value = first + (3 * j + 2) * width;
      let [slope, change] = [0, 0];
      for (let c = 0; c < size; c++) {
        slope += delta[from + c] * input[value + c];
        change += delta[from + c] * inputTangent[value + c];
      }
      slopes[j] = slope;
      slopeChanges[j] = change;
      mean += probabilities[at + j] * slope;
      meanChange += changes[at + j] * slope + probabilities[at + j] * change;
    }
    for (let j = 0; j <= i; j++) {
      const key = first + (3 * j + 1) * width;
      const [p, dp] = [probabilities[at + j], changes[at + j]];
      const score = scale * p * (slopes[j] - mean);
      const change = scale * (dp * (slopes[j] - mean) + p * (slopeChanges[j] - meanChange));
      for (let c = 0; c < size; c++) {
        out[query + c] += change * input[key + c] + score * inputTangent[key + c];
        out[key + c] += change * input[query + c] + score * inputTangent[query + c];
        out[key + width + c] += dp * delta[from + c];
      }
    }
  });
}
