import type { Json } from '../claim/index.js';

/** The examples that claims on networks see. */
export interface DatasetIdentity {
  readonly name: string;
  readonly checksum: string;
}

/** The data set that a cell names, or else the first; nothing where there is none. */
export function datasetOf<Known extends DatasetIdentity>(
  cell: Json,
  datasets: readonly Known[],
): Known | undefined {
  const name = typeof cell === 'object' && cell !== null && 'dataset' in cell ? cell.dataset : undefined;
  return datasets.find((known) => known.name === name) ?? datasets[0];
}
