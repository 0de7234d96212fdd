import {
  fullyConnected,
  gradientSource,
  initialWeights,
  lossNames,
  type GradientSource,
  type LossName,
} from 'heavytail/net';
import {
  basinWidth,
  covarianceSpectrum,
  filterNormalisedSharpness,
  hessianDensity,
  hessianLanczos,
  hessianTrace,
  keskarSharpness,
  linearBarrier,
  measureFreshNoise,
  measurePublishedStatistic,
  nudgedElasticBand,
  projectExamples,
  testProjections,
} from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

const network = fullyConnected({ depth: 2, width: 4, inputs: 5, classes: 3 });
const count = 30;
const everything = Uint32Array.from({ length: count }, (_, i) => i);
const draws = stream(8, 'examples');
const inputs = Float32Array.from(draws.normals(5 * count));
const labels = Uint8Array.from(draws.integers(count, 3));
const weights = initialWeights(network, stream(8, 'weights'));
const other = initialWeights(network, stream(8, 'other weights'));
const own = () => stream(8, 'probe');

function gradientsOf(source: GradientSource, at: Float32Array): Float32Array[] {
  const rows = new Float32Array(count * at.length);
  source.perExampleGradients(at, everything, rows);
  return Array.from(everything, (i) => rows.subarray(i * at.length, (i + 1) * at.length));
}

const probes: Readonly<Record<string, (source: GradientSource, at: Float32Array) => unknown>> = {
  basinWidth: (source, at) =>
    basinWidth(source, at, everything, { rise: 0.5, largestDistance: 10, directions: 2, stream: own() }),
  filterNormalisedSharpness: (source, at) =>
    filterNormalisedSharpness(source, at, everything, {
      radius: 0.5,
      directions: 2,
      curvePoints: 3,
      stream: own(),
    }),
  keskarSharpness: (source, at) =>
    keskarSharpness(source, at, everything, { epsilon: 1e-2, steps: 2, starts: 2, stream: own() }),
  linearBarrier: (source, at) => linearBarrier(source, at, other, everything, 4),
  'linearBarrier, from the other end': (source, at) => linearBarrier(source, other, at, everything, 4),
  nudgedElasticBand: (source, at) =>
    nudgedElasticBand(source, at, other, everything, { images: 2, iterations: 3, tolerance: 1e-3 }),
  hessianTrace: (source, at) => hessianTrace(source, at, everything, 3, own()),
  hessianLanczos: (source, at) => hessianLanczos(source, at, everything, 4, own()),
  hessianDensity: (source, at) =>
    hessianDensity(source, at, everything, { probes: 2, steps: 4, stream: own() }),
  measureFreshNoise: (source, at) => {
    const full = new Float32Array(at.length);
    source.gradient(at, everything, full);
    const settings = { batchSize: 5, minibatches: 20, directions: 3, coordinates: 3, stream: own() };
    return measureFreshNoise(source, at, full, settings);
  },
  projectExamples: (source, at) => projectExamples(source, at, 3, own()),
  'testProjections of projectExamples': (source, at) =>
    testProjections(projectExamples(source, at, 3, own()), own()),
  measurePublishedStatistic: (source, at) =>
    measurePublishedStatistic(source, at, { batchSize: 3, surrogateRows: 4, stream: own() }),
  covarianceSpectrum: (source, at) => covarianceSpectrum(gradientsOf(source, at)),
};

/** Whether an answer says that it is none: a NaN anywhere in it, or a status other than ok with a sentence. */
function isMarked(answer: unknown): boolean {
  if (typeof answer === 'number') return Number.isNaN(answer);
  if (typeof answer !== 'object' || answer === null) return false;
  if (ArrayBuffer.isView(answer)) return Array.from(answer as Float64Array).some(Number.isNaN);
  if ('status' in answer && answer.status !== 'ok') return 'sentence' in answer && answer.sentence !== '';
  return Object.values(answer).some(isMarked);
}

function expectMarked(probe: () => unknown): void {
  let answer: unknown;
  try {
    answer = probe();
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    expect((error as RangeError).message).toMatch(/^[A-Z].*(NaN|not finite|Infinity)/);
    return;
  }
  expect(isMarked(answer)).toBe(true);
}

describe('a NaN gives a NaN or a refusal', () => {
  const table = Object.keys(probes).flatMap((name) =>
    lossNames.map((loss): [string, LossName] => [name, loss]),
  );

  it.each(table)('%s, %s', (name, loss) => {
    const probe = probes[name];
    const sourceOf = (values: Float32Array) =>
      gradientSource(network, { count, inputs: values, labels }, loss);
    const finite = sourceOf(inputs);
    expect(isMarked(probe(finite, weights))).toBe(false);
    for (const bad of [Number.NaN, Infinity]) {
      for (const i of [0, 72, 149]) {
        const source = sourceOf(inputs.with(i, bad));
        expectMarked(() => probe(source, weights));
      }
      for (const i of [0, 19, 20, 31]) expectMarked(() => probe(finite, weights.with(i, bad)));
    }
  });

  it('and a direction whose length overflows is refused', () => {
    const source = gradientSource(network, { count, inputs, labels }, 'squared');
    const chosen = [new Float64Array(weights.length).fill(1e200)];
    const settings = { rise: 0.5, largestDistance: 10, directions: 1, chosen, stream: own() };
    expect(() => basinWidth(source, weights, everything, settings)).toThrow(
      'A chosen direction is so long that its length overflows',
    );
  });
});
