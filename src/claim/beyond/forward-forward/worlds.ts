import { draw, stream, studentT, type Stream } from '../../../law/index.js';
import { Projector } from '../../../tail/index.js';
import { control, type Control } from '../../../evidence/index.js';
import type { CellContext } from '../../claim.js';
import { excessOf, type ExcessWeight } from './excess.js';

/**
 * Noise of known laws, measured as the noise of networks is: its excess tail weight along coordinates and
 * along random projections.
 */

/** Excess tail weight in each of the worlds. JSON. */
export type NoiseWorlds = {
  /** Gaussian, with unequal scales and a part that all parameters share. */
  readonly gaussian: ExcessWeight;
  /** Independent entries of Student's law: projections are sums of many, so nearly Gaussian. */
  readonly independent: ExcessWeight;
  /** The Gaussian noise times one random number for each minibatch. */
  readonly shared: ExcessWeight;
};

/** Enough that an excess is known to 0.005. */
const worldMinibatches = 2000;
/** Each is a coordinate that is followed, and there are as many projections of all of them. */
const worldParameters = 50;
/** Parameters that a projection sums. */
const summed = 800;
/** Excess tail weight 0.12 of single numbers. */
const heavy = studentT({ degrees: 6 });

/** Makes the worlds and measures them. */
export function makeNoiseWorlds({ seed }: CellContext): NoiseWorlds {
  const measured = (world: string, rowOf: (random: Stream) => Float64Array): ExcessWeight => {
    const random = (purpose: string) => stream(seed, 'forward-forward worlds', world, purpose);
    const rows = random('rows');
    return excessOfRows(
      Array.from({ length: worldMinibatches }, () => Float32Array.from(rowOf(rows))),
      random('directions'),
    );
  };
  return {
    gaussian: measured('gaussian', gaussianRow),
    independent: measured('independent', (random) => draw(heavy, summed, random)),
    shared: measured('shared', (random) => {
      const [factor] = draw(heavy, 1, random);
      return gaussianRow(random).map((value) => value * factor);
    }),
  };
}

/** Scales from 1 to 3, and a tenth of the variance of the smallest in common. */
function gaussianRow(random: Stream): Float64Array {
  const normals = random.normals(summed + 1);
  return Float64Array.from(
    { length: summed },
    (_, i) => (1 + (2 * i) / summed) * normals[i] + 0.3 * normals[summed],
  );
}

function excessOfRows(rows: Float32Array[], directions: Stream): ExcessWeight {
  const shape = { rows: rows.length, columns: worldParameters };
  const projector = new Projector({
    directions: worldParameters,
    parameters: summed,
    stream: directions,
  });
  const values = new Float64Array(shape.rows * shape.columns);
  rows.forEach((row, i) => {
    // Evenly spread parameters, so that all scales are among them.
    for (let j = 0; j < shape.columns; j++)
      values[i * shape.columns + j] = row[j * (summed / worldParameters)];
  });
  const projections = { ...shape, values: projector.projectRows(rows) };
  return excessOf({ coordinates: { ...shape, values }, projections });
}

/** What each of the worlds has to come out as, with the margins of coordinates and projections. */
export function worldControls(
  { gaussian, independent, shared }: NoiseWorlds,
  margin: ExcessWeight,
): Control[] {
  const words = ({ coordinates, projections }: ExcessWeight) =>
    `excess ${coordinates.toFixed(3)} along parameters, ${projections.toFixed(3)} along projections`;
  const isGaussian = (excess: ExcessWeight, along: keyof ExcessWeight) =>
    Math.abs(excess[along]) <= margin[along];
  const isHeavy = (excess: ExcessWeight, along: keyof ExcessWeight) => excess[along] > margin[along];
  return [
    control(
      'Gaussian noise of unequal scales comes out Gaussian',
      isGaussian(gaussian, 'coordinates') && isGaussian(gaussian, 'projections'),
      words(gaussian),
    ),
    control(
      'Independent heavy parameters are found along parameters, and not along projections',
      isHeavy(independent, 'coordinates') && isGaussian(independent, 'projections'),
      words(independent),
    ),
    control(
      'A heavy factor that all parameters share is found along both',
      isHeavy(shared, 'coordinates') && isHeavy(shared, 'projections'),
      words(shared),
    ),
  ];
}
