import type { FamilyEvidence, NoiseEvidence, TailWeightTest } from 'heavytail/tail';

/** Evidence that no noise has given, for tests of the rules. */

/** The interval of a tail index. */
export interface Growth {
  readonly low: number;
  readonly high: number;
}
export const openGrowth: Growth = { low: 1.2, high: 2.4 };
export const stableGrowth: Growth = { low: 1.3, high: 1.7 };

export const weight = (excess: number, z: number, standardError = 0.001): TailWeightTest => ({
  columns: 100,
  excess,
  z,
  standardError,
  pValue: 0.5,
});
/** No more than Gaussian. */
export const none = weight(0.001, 1);

export function family(
  name: FamilyEvidence['family'],
  tailWeight: TailWeightTest,
  growth: Growth = openGrowth,
): FamilyEvidence {
  const rows = {
    lower: 1,
    upper: 10,
    rows: 200,
    columns: new Int32Array(),
    columnInverses: new Float64Array(),
    excludedColumns: 0,
    zeroFraction: 0,
    level: 0.95,
  };
  return {
    family: name,
    tailWeight,
    gaussianAcceptance: 0.95,
    gaussianAcceptanceExpected: 0.95,
    shapiroAcceptance: 0.95,
    shapiroAcceptanceExpected: 0.95,
    rejectedColumns: 0,
    tailIndex: {
      ...rows,
      status: 'ok',
      tailIndex: 1.5,
      inverse: 1 / 1.5,
      inverseStandardError: 0.1,
      ...growth,
    },
    stabilityCurve: [],
    bendZ: undefined,
  };
}
/** Evidence of isotropic Gaussian noise, but for what is said. */
export function evidenceWith(changed: Partial<NoiseEvidence>): NoiseEvidence {
  return {
    minibatches: 200,
    coordinates: 50,
    deadCoordinates: 0,
    sparseCoordinates: 0,
    coarseShare: 0,
    zeroFraction: 0,
    scale: 1,
    families: [family('coordinates', none), family('projections', none)],
    time: undefined,
    withoutDrift: [],
    withoutLargest: [],
    models: undefined,
    pooled: { status: 'invalid', sentence: '', level: 0.95, published: 1.4, surrogateZ: 0 },
    scaleRatio: 1,
    ...changed,
  };
}
