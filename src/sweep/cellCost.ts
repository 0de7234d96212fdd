import type { CellCost, Claim, ExampleShape, Json } from '../claim/index.js';
import { datasetOf, type DatasetIdentity } from './dataset.js';

/** What a claim is told that needs no examples. */
const noExamples: ExampleShape = { dimension: 0, classes: 0 };

/**
 * What a cell will take as its claim estimates it; undefined where the claim has no estimate, or needs
 * examples and there are none.
 */
export function cellCost(
  claim: Claim,
  cell: Json,
  datasets: readonly (DatasetIdentity & ExampleShape)[],
): CellCost | undefined {
  if (claim.needsData && datasets.length === 0) return undefined;
  return claim.cost?.(cell, datasetOf(cell, datasets) ?? noExamples);
}

/** Core seconds of some cells together; undefined where one has no estimate. */
export function expectedSeconds(costs: readonly (CellCost | undefined)[]): number | undefined {
  let sum = 0;
  for (const cost of costs) {
    if (cost === undefined) return undefined;
    sum += cost.seconds;
  }
  return sum;
}
