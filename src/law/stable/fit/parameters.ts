/**
 * The four parameters of a law in S0, as a fit varies them: beta and location by value, the scale by its log.
 *
 * @inline
 */
export interface Parameters {
  readonly alpha: number;
  readonly beta: number;
  readonly scale: number;
  readonly location: number;
}

export type ParameterName = keyof Parameters;

export const parameterNames: readonly ParameterName[] = ['alpha', 'beta', 'scale', 'location'];

/**
 * Parameters of `scale x + location` (scale > 0), where x has the given ones: S0 is a location-scale family.
 */
export function transformed(parameters: Parameters, scale: number, location: number): Parameters {
  return {
    ...parameters,
    scale: parameters.scale * scale,
    location: parameters.location * scale + location,
  };
}
