import { type SgdWalkResult, walkOf } from '#heavytail/claim/framework/levy-walk/network';
import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';

const walked = new Map<string, SgdWalkResult[]>();

/** Replicates of series of increments in which the noise of minibatches has one index and the contrast another. */
export function networks(minibatches: number, gaussian = 2): SgdWalkResult[] {
  const key = `${minibatches} ${gaussian}`;
  const known = walked.get(key) ?? networksOf(minibatches, gaussian);
  walked.set(key, known);
  return known;
}

function networksOf(minibatches: number, gaussian: number): SgdWalkResult[] {
  return [0, 1, 2, 3].flatMap((replicate) =>
    (
      [
        ['minibatches', minibatches],
        ['gaussian', gaussian],
      ] as const
    ).map(([noise, alpha]) => {
      const series = Array.from({ length: 20 }, (_, j) =>
        draw(stable({ alpha }), 4096, stream(5, 'walk', noise, replicate, j)),
      );
      return { noise, replicate, ...walkOf(series), rawExponent: 0.5 };
    }),
  );
}
