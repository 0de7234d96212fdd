import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';

/** A symmetric stable sample of its own stream. */
export function symmetricStable(alpha: number, n: number, ...key: (string | number)[]): Float64Array {
  return draw(stable({ alpha }), n, stream(11, 'two-scale test', alpha, ...key));
}
