import { type SgdWalkResult, walkOf } from '#heavytail/claim/framework/levy-walk/network';
import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';

const walked = new Map<string, SgdWalkResult>();

/** Replicates of series of increments in which the noise of minibatches has one index and the contrast another. */
export function networks(minibatches: number, gaussian = 2): SgdWalkResult[] {
  return [0, 1, 2, 3].flatMap((replicate) => [
    walkOfNoise('minibatches', minibatches, replicate),
    walkOfNoise('gaussian', gaussian, replicate),
  ]);
}

/** Each walk is made once. */
function walkOfNoise(noise: SgdWalkResult['noise'], alpha: number, replicate: number): SgdWalkResult {
  const key = `${noise} ${alpha} ${replicate}`;
  const known = walked.get(key);
  if (known) return known;
  const series = Array.from({ length: 20 }, (_, j) =>
    draw(stable({ alpha }), 4096, stream(5, 'walk', noise, replicate, j)),
  );
  const walk = { noise, replicate, ...walkOf(series), rawExponent: 0.5 };
  walked.set(key, walk);
  return walk;
}
