import { expOf } from '../../../kernel/index.js';
import { draw, stable, stream, type Stream } from '../../../law/index.js';
import { allExamples } from '../../../net/index.js';
import { gradientColumns } from '../../../probe/index.js';
import { Projector, type NoiseMatrix } from '../../../tail/index.js';
import type { CellContext } from '../../claim.js';
import { publishedTails, scoredAlpha, type PublishedTails } from '../../network/publishedTails.js';
import {
  decideTailWeight,
  measureTailWeights,
  noiseDirections,
  type TailWeight,
  type TailWeightSettings,
} from '../../network/tailWeights.js';
import type { Snapshot } from '../../network/trainedNetwork.js';
import type { NoiseNetwork } from './grid.js';

/**
 * What a cell does: the tail weights and the published statistic of the noise of a network, or of known
 * law.
 */

/** The noise at one snapshot of one network. JSON. */
export type NoiseLook = {
  readonly iteration: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly tailWeights: readonly TailWeight[];
  readonly published: PublishedTails;
};

/** Measures the noise at a snapshot of a network, with random numbers that are keyed by both. */
export function lookAtNoise(
  network: NoiseNetwork,
  { iteration, source, weights }: Snapshot,
  { seed }: CellContext,
): NoiseLook[] {
  const { dataset, model = 'fc', batchSize, width, depth, loss: lossName, replicate } = network;
  const key = [dataset, model, width, depth, lossName, batchSize, replicate, iteration];
  const random = (...purpose: (string | number)[]) => stream(seed, 'gradient noise', ...key, ...purpose);
  const everything = allExamples(source.exampleCount);
  return [
    {
      iteration,
      loss: source.loss(weights, everything),
      accuracy: source.accuracy(weights, everything),
      tailWeights: measureTailWeights(source, weights, network.tails, random),
      published: publishedTails(gradientColumns(source, weights, batchSize), random('stable tails')),
    },
  ];
}

/** Noise of known law, measured as that of the networks. */
export type KnownNoise = {
  readonly tailWeights: readonly Pick<TailWeight, 'direction' | 'excess' | 'low' | 'high' | 'minibatches'>[];
  readonly published: PublishedTails;
};
/** Gaussian noise of very different scales, correlated; independent alpha-stable noise. */
export type KnownWorlds = { readonly gaussian: KnownNoise; readonly stable: KnownNoise };

const parameters = 1000;
/** Minibatches of which the published statistic is taken. */
const publishedRows = 600;
/** What all parameters of the Gaussian world share: so many numbers a minibatch. */
const factors = 5;
/** Logarithms of scales scatter by this much: over some two decades. */
const logScales = 1;

/** Makes the worlds and measures them. */
export function runKnownWorlds(tails: TailWeightSettings, { seed }: CellContext): KnownWorlds {
  const random = (...purpose: (string | number)[]) => stream(seed, 'known noise', ...purpose);
  return {
    gaussian: knownNoise(tails, gaussianRows(random), (...purpose) => random('gaussian', ...purpose)),
    stable: knownNoise(
      tails,
      (count, draws) => draw(stable({ alpha: scoredAlpha }), count * parameters, draws),
      (...purpose) => random('stable', ...purpose),
    ),
  };
}

/** Draws so many rows of noise. */
type NoiseRows = (count: number, draws: Stream) => Float64Array;
type Random = (...purpose: (string | number)[]) => Stream;

function gaussianRows(random: Random): NoiseRows {
  const scales = Float64Array.from(random('scales').normals(parameters), (normal) =>
    expOf(logScales * normal),
  );
  const loadings = random('loadings').normals(parameters * factors);
  return (count, draws) => {
    const rows = draws.normals(count * parameters);
    const shared = draws.normals(count * factors);
    for (let i = 0; i < rows.length; i++) {
      const [row, column] = [Math.floor(i / parameters), i % parameters];
      for (let f = 0; f < factors; f++) {
        rows[i] += shared[row * factors + f] * loadings[column * factors + f];
      }
      rows[i] *= scales[column];
    }
    return rows;
  };
}

function knownNoise(tails: TailWeightSettings, rowsOf: NoiseRows, random: Random): KnownNoise {
  const { coordinates, directions } = tails;
  const projector = new Projector({ directions, parameters, stream: random('directions') });
  const drawn = {
    coordinates: (count: number, draws: Stream): NoiseMatrix => {
      const rows = rowsOf(count, draws);
      return {
        rows: count,
        columns: coordinates,
        values: Float64Array.from({ length: count * coordinates }, (_, i) => {
          return rows[Math.floor(i / coordinates) * parameters + (i % coordinates)];
        }),
      };
    },
    projections: (count: number, draws: Stream): NoiseMatrix => {
      const rows = Float32Array.from(rowsOf(count, draws));
      const each = Array.from({ length: count }, (_, p) =>
        rows.subarray(p * parameters, (p + 1) * parameters),
      );
      return { rows: count, columns: directions, values: projector.projectRows(each) };
    },
  };
  const published = Float32Array.from(rowsOf(publishedRows, random('published')));
  return {
    tailWeights: noiseDirections.map((direction) => {
      const found = decideTailWeight(drawn[direction], tails, (purpose) => random(direction, purpose));
      const { excess, low, high, minibatches } = found;
      return { direction, excess, low, high, minibatches };
    }),
    published: publishedTails(
      { minibatches: publishedRows, parameters, columns: columnsOf(published) },
      random('stable tails'),
    ),
  };
}

function columnsOf(rows: Float32Array): (from: number, count: number) => Float32Array {
  return (from, count) =>
    Float32Array.from({ length: (rows.length / parameters) * count }, (_, i) => {
      return rows[Math.floor(i / count) * parameters + from + (i % count)];
    });
}
