import { square } from '../../kernel/index.js';
/** A band of images between two ends, with what is known of them. Every array holds the ends too. */
export interface Band {
  readonly images: readonly Float64Array[];
  readonly losses: Float64Array;
  /** Those of the ends are not read. */
  readonly gradients: readonly Float32Array[];
}

export interface BandForces {
  /** One an image, without the ends. */
  readonly forces: Float64Array[];
  /**
   * The largest norm over images of what must vanish on a path of steepest descent: the gradient across
   * the band, and for the climbing image the whole gradient.
   */
  readonly residual: number;
}

/**
 * The forces of the nudged elastic band: minus the gradient across the band, and springs along it, with the
 * tangent of Henkelman and Jónsson (2000, equations 8 to 12). The climbing image feels no springs; it feels
 * the gradient turned uphill along the band (Henkelman, Uberuaga and Jónsson 2000).
 *
 * @param band - images and what is known of them
 * @param springConstant - of the springs between images
 * @param climbing - which image climbs, counted from the first end; undefined: none
 */
export function bandForces(band: Band, springConstant: number, climbing: number | undefined): BandForces {
  const { images, gradients } = band;
  let residual = 0;
  const forces = images.slice(1, -1).map((image, i) => {
    const k = i + 1;
    const force = tangent(band, k);
    const gradient = gradients[k];
    let along = 0;
    let squares = 0;
    for (let j = 0; j < force.length; j++) {
      along += gradient[j] * force[j];
      squares += gradient[j] * gradient[j];
    }
    const spring = springConstant * (distance(images[k + 1], image) - distance(image, images[k - 1]));
    const pull = k === climbing ? 2 * along : along + spring;
    let across = 0;
    for (let j = 0; j < force.length; j++) {
      across += square(gradient[j] - along * force[j]);
      force[j] = pull * force[j] - gradient[j];
    }
    residual = Math.max(residual, Math.sqrt(k === climbing ? squares : across));
    return force;
  });
  return { forces, residual };
}

/** The unit tangent at image k, which points along the neighbour that is higher. */
function tangent({ images, losses }: Band, k: number): Float64Array {
  const ahead = losses[k + 1] - losses[k];
  const behind = losses[k - 1] - losses[k];
  const [large, small] = [
    Math.max(Math.abs(ahead), Math.abs(behind)),
    Math.min(Math.abs(ahead), Math.abs(behind)),
  ];
  let forward = 1;
  let backward = 1;
  if (ahead > 0 && behind < 0) backward = 0;
  else if (ahead < 0 && behind > 0) forward = 0;
  else if (large > 0) [forward, backward] = ahead > behind ? [large, small] : [small, large];
  const [previous, image, next] = [images[k - 1], images[k], images[k + 1]];
  const vector = image.map((x, j) => forward * (next[j] - x) + backward * (x - previous[j]));
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
  if (length === 0) {
    throw new RangeError(`Images ${k - 1} to ${k + 1} of the band coincide; take fewer images.`);
  }
  return vector.map((x) => x / length);
}

/** Euclidean distance. */
export function distance(a: Float64Array, b: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += square(a[i] - b[i]);
  return Math.sqrt(squares);
}
