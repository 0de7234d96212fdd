import { fullyConnected, gradientSource, type Examples } from 'heavytail/net';
import { describe, expect, it } from 'vitest';

const all = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);

describe('refused, with a sentence', () => {
  const shape = { depth: 2, width: 4, inputs: 3, classes: 2 };
  const model = fullyConnected(shape);
  const data: Examples = { count: 5, inputs: new Float32Array(15), labels: Uint8Array.of(0, 1, 1, 0, 0) };
  const parameters = new Float32Array(model.parameterCount);
  const source = gradientSource(model, data, 'cross-entropy');
  const out = new Float32Array(model.parameterCount);

  it.each<[string, () => void, string]>([
    [
      'no examples',
      () => source.loss(parameters, all(0)),
      'No examples were given; a mean needs at least one.',
    ],
    [
      'an example too far',
      () => source.accuracy(parameters, Uint32Array.of(0, 5)),
      'Example 5 was asked for; there are 5, counted from 0.',
    ],
    [
      'short parameters',
      () => source.loss(parameters.subarray(1), all(5)),
      'The parameter vector has 19 numbers; 20 are needed.',
    ],
    [
      'a short gradient',
      () => source.gradient(parameters, all(5), out.subarray(2)),
      'The gradient has 18 numbers; 20 are needed.',
    ],
    [
      'too few weights',
      () => source.gradient(parameters, all(5), out, new Float32Array(4)),
      'The vector of example weights has 4 numbers; 5 are needed.',
    ],
    [
      'a small array of gradients',
      () => source.perExampleGradients(parameters, all(5), out),
      'The array of gradients has 20 numbers; 100 are needed.',
    ],
    [
      'a short direction',
      () => source.hessianVectorProduct(parameters, out.subarray(1), all(5), out),
      'The direction has 19 numbers; 20 are needed.',
    ],
    [
      'a short product',
      () => source.hessianVectorProduct(parameters, out, all(5), out.subarray(1)),
      'The product has 19 numbers; 20 are needed.',
    ],
    [
      'examples of another size',
      () => gradientSource(fullyConnected({ ...shape, inputs: 4 }), data, 'cross-entropy'),
      '5 examples of 4 numbers were announced; 15 numbers and 5 labels were given.',
    ],
    [
      'a label beyond the classes',
      () => gradientSource(model, { ...data, labels: Uint8Array.of(0, 1, 2, 0, 0) }, 'cross-entropy'),
      'An example has label 2; this network has classes 0 to 1.',
    ],
    [
      'a network without layers',
      () => fullyConnected({ ...shape, depth: 0 }),
      "The network's depth is 0; it must be a whole number from 1 to 64.",
    ],
    [
      'half a unit',
      () => fullyConnected({ ...shape, width: 1.5 }),
      "The network's width is 1.5; it must be a whole number from 1 to 65536.",
    ],
    [
      'one class',
      () => fullyConnected({ ...shape, classes: 1 }),
      "The network's number of classes is 1; it must be a whole number from 2 to 256.",
    ],
  ])('%s', (_, act, sentence) => {
    expect(act).toThrow(RangeError);
    expect(act).toThrow(sentence);
  });
});
