import { fullyConnected, gradientSource, initialWeights } from 'heavytail/net';
import { covarianceSpectrum, hessianDensity, hessianLanczos, hessianTrace } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { machine } from './timing.js';

/**
 * What a product of Hessian and vector costs in gradients, at the same weights and examples, and what the probes cost in
 * products; one thread. Gradient and product take turns, so that the load of the machine is the same for both.
 */

const count = 1000;
const turns = 15;

function milliseconds(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];

console.log(machine());
const data = {
  count,
  inputs: Float32Array.from(stream(1, 'inputs').normals(count * 784)),
  labels: Uint8Array.from(stream(1, 'labels').integers(count, 10)),
};
const everything = Uint32Array.from({ length: count }, (_, i) => i);

for (const [width, depth] of [
  [16, 3],
  [64, 3],
  [256, 3],
  [64, 8],
]) {
  const model = fullyConnected({ depth, width, inputs: 784, classes: 10 });
  const source = gradientSource(model, data, 'cross-entropy');
  const weights = initialWeights(model, stream(1, 'weights'));
  const out = new Float32Array(weights.length);
  const vector = Float32Array.from(stream(1, 'vector').normals(weights.length));
  const gradient = () => source.gradient(weights, everything, out);
  const product = () => {
    source.hessianVectorProduct(weights, vector, everything, out);
  };
  gradient();
  product();
  const pairs = Array.from({ length: turns }, () => [milliseconds(gradient), milliseconds(product)] as const);
  const gradientTime = median(pairs.map(([time]) => time));
  const productTime = median(pairs.map(([, time]) => time));
  const ratios = pairs.map(([first, second]) => second / first).sort((a, b) => a - b);
  console.log(
    `width ${width}, depth ${depth}, ${weights.length} parameters: gradient ${gradientTime.toFixed(1)} ms, ` +
      `product ${productTime.toFixed(1)} ms, ratio ${median(ratios).toFixed(2)} ` +
      `(quartiles ${ratios[turns >> 2].toFixed(2)} to ${ratios[turns - 1 - (turns >> 2)].toFixed(2)})`,
  );
  if (width !== 64 || depth !== 3) continue;
  const random = stream(1, 'probes');
  const inProducts = (name: string, products: number, work: () => void) => {
    const time = milliseconds(work);
    console.log(
      `  ${name}: ${time.toFixed(0)} ms, ${(time / products / productTime).toFixed(2)} products for each of ${products}`,
    );
  };
  inProducts('hessianTrace, 20 probes', 20, () => hessianTrace(source, weights, everything, 20, random));
  inProducts('hessianLanczos, 20 steps', 20, () =>
    hessianLanczos(source, weights, everything, 20, random.substream(1)),
  );
  inProducts('hessianLanczos, 80 steps', 80, () =>
    hessianLanczos(source, weights, everything, 80, random.substream(1)),
  );
  inProducts('hessianDensity, 4 probes of 20 steps', 80, () =>
    hessianDensity(source, weights, everything, { probes: 4, steps: 20, stream: random.substream(2) }),
  );
}

for (const [rows, columns] of [
  [100, 50_000],
  [400, 50_000],
  [1000, 50_000],
]) {
  const draws = stream(1, 'gradients', rows);
  const gradients = Array.from({ length: rows }, () => Float32Array.from(draws.normals(columns)));
  const time = milliseconds(() => covarianceSpectrum(gradients));
  console.log(`covarianceSpectrum, ${rows} gradients of ${columns}: ${(time / 1000).toFixed(2)} s`);
}
