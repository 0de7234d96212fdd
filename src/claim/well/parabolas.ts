import { Potential } from '../../sde/index.js';

/** A symmetric double well of three parabolas, at minima and saddle; see `parabolas`. */
export interface ParabolasShape {
  /** Of the saddle over the minima. */
  readonly height: number;
  /** Width of a minimum: at this distance its parabola is as high as the saddle. */
  readonly width: number;
  /** The same of the saddle, downwards. */
  readonly saddleWidth: number;
}

/**
 * A double well whose minima and saddle have widths of their own: height (y/width)^2 around each minimum
 * and height (1 - (y/saddleWidth)^2) around the saddle at 0, joined with one slope. Kramers' time to the
 * saddle is then (pi/2) width saddleWidth/height e^(2 height/noiseScale^2), of which each width makes one
 * power.
 *
 * @param shape - all above 0
 */
export function parabolas({ height, width, saddleWidth }: ParabolasShape): Potential {
  const [atMinimum, atSaddle] = [width, saddleWidth].map((each) => height / (each * each));
  // Distances from the joint to minimum and saddle, from equal slopes and the height of the saddle.
  const diagonal = Math.sqrt(width * width + saddleWidth * saddleWidth);
  const toMinimum = (width * width) / diagonal;
  const toSaddle = (saddleWidth * saddleWidth) / diagonal;
  const minimum = toMinimum + toSaddle;
  const valley = (center: number) => ({ center, u: [0, 0, atMinimum, 0, 0] as const });
  return new Potential({
    breaks: [-toSaddle, toSaddle],
    pieces: [valley(-minimum), { center: 0, u: [height, 0, -atSaddle, 0, 0] }, valley(minimum)],
    minima: [-minimum, minimum],
    saddles: [0],
  });
}
