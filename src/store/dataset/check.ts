import { join } from 'node:path';
import { UserError } from '../../error.js';
import { cifarFiles, countCifarRecords, isCifar } from './cifar.js';
import { existsCompressed } from './compressed.js';
import type { CatalogueEntry, DatasetName } from './original.js';
import { surveyDatasets, type DatasetSurvey } from './survey.js';
import { faultOf } from './verify.js';

/** What became of the comparison of a data set with the original. */
export interface DatasetCheck {
  readonly survey: DatasetSurvey;
  /** Files whose bytes are those of the original. */
  readonly originals: readonly string[];
  /** Files that can be read and have no published checksum: parts of CIFAR's batches. */
  readonly readable: readonly string[];
  /** What is wrong, in sentences; empty when nothing is. */
  readonly faults: readonly string[];
}

/**
 * Reads all files of the data sets that are there and compares them with the originals.
 *
 * @param names - of data sets that have to be there; all that are there where absent
 * @param folder - given by the user; see dataFolders
 * @throws {UserError} when the folder does not exist
 */
export function* checkDatasets(
  names: readonly string[] | undefined,
  folder?: string,
): Generator<DatasetCheck> {
  for (const survey of surveyDatasets(folder)) {
    const { name } = survey.entry;
    if (names === undefined ? survey.state !== 'missing' : names.includes(name)) yield checkDataset(survey);
  }
}

function checkDataset(survey: DatasetSurvey): DatasetCheck {
  const { entry, folder, state } = survey;
  if (folder === undefined) return { survey, originals: [], readable: [], faults: ['It is not there.'] };
  const originals: string[] = [];
  const readable: string[] = [];
  const faults = state === 'partly' ? [...survey.faults] : [];
  for (const name of namesOf(entry, folder)) {
    const file = entry.files.find((original) => original.name === name);
    const fault = file === undefined ? partFault(entry.name, join(folder, name)) : faultOf(folder, file);
    if (fault !== undefined) faults.push(fault);
    else (file === undefined ? readable : originals).push(name);
  }
  return { survey, originals, readable, faults: [...new Set(faults)] };
}

/** The files that the reader reads. */
function namesOf({ name, files }: CatalogueEntry, folder: string): string[] {
  if (isCifar(name)) return Object.values(cifarFiles(name, folder)).flat();
  return files.map((file) => file.name).filter((file) => existsCompressed(join(folder, file)));
}

function partFault(name: DatasetName, path: string): string | undefined {
  try {
    if (isCifar(name)) countCifarRecords(name, path);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
