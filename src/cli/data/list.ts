import { dataFolders, getCommand, surveyDatasets, type DatasetSurvey } from '../../store/index.js';
import { jsonText } from '../output.js';
import { painter, terminalOf, wrap, type Colour } from '../terminal.js';
import { entryLines, type Entry } from './entries.js';
import { downloadSize, grouped, size } from './words.js';

/**
 * Prints which data sets are there.
 *
 * @returns the exit code
 * @throws {UserError} when the folder does not exist
 */
export function listDatasets({ data, json }: { readonly data?: string; readonly json?: boolean }): number {
  const surveys = surveyDatasets(data);
  const folders = dataFolders(data);
  if (json) {
    process.stdout.write(jsonText(asJson(surveys, folders, data)));
    return 0;
  }
  const terminal = terminalOf(process.stdout, process.env);
  const dim = (line: string) => `${painter(terminal)(line, 'dim')}\n`;
  const entries = [...surveys.map((survey) => entryOf(survey, data)), drawn];
  process.stdout.write(entryLines(entries, terminal));
  const width = Math.min(terminal.columns, 100);
  const notes = [
    `Looked for in ${folders.join(', ')}.`,
    'To compare all bytes with the originals: heavytail data check',
    'Data of your own: --dataset npy:folder (docs/data.md)',
  ];
  process.stdout.write(
    `\n${notes
      .flatMap((note) => wrap(note, width))
      .map(dim)
      .join('')}`,
  );
  return 0;
}

const drawn: Entry = {
  name: 'procedural-digits',
  word: 'built in',
  colour: 'green',
  sentences: ['60,000 + 10,000 examples, drawn by heavytail itself.'],
  lines: [],
};

const colours: Readonly<Record<DatasetSurvey['state'], Colour>> = {
  found: 'green',
  subset: 'green',
  partly: 'yellow',
  missing: 'dim',
  damaged: 'red',
};

function entryOf(survey: DatasetSurvey, data?: string): Entry {
  const { entry, state, folder, faults, unfinishedBytes } = survey;
  const part =
    unfinishedBytes === 0 ? [] : [`A download was broken off; ${size(unfinishedBytes)} of it are kept.`];
  const command = getCommand(entry.name, data);
  const bytes = size(downloadSize(entry));
  const get = {
    found: [],
    subset: [`To get all of it (${bytes}):`, command],
    partly: ['To get the rest:', command],
    missing: [`To get it (${bytes}):`, command],
    damaged: ['To get the original:', command],
  }[state];
  return {
    name: entry.name,
    word: state,
    colour: colours[state],
    sentences: [...examplesSentence(survey), ...faults, ...part],
    lines: [...(folder === undefined ? [] : [folder]), ...get],
  };
}

function examplesSentence({ entry, state, bytes, examples }: DatasetSurvey): string[] {
  if (examples === undefined) return [];
  const counts = (both: readonly number[]) => both.map(grouped).join(' + ');
  const whole = state === 'subset' ? ` of ${counts(entry.examples)}` : '';
  return [`${counts(examples)}${whole} examples, ${size(bytes)}.`];
}

function asJson(surveys: readonly DatasetSurvey[], folders: readonly string[], data?: string): object {
  return {
    schema: 'heavytail.data/1',
    folders,
    datasets: [
      ...surveys.map(({ entry, state, folder, bytes, examples, faults, unfinishedBytes }) => ({
        name: entry.name,
        state,
        folder,
        bytes,
        trainExamples: examples?.[0],
        testExamples: examples?.[1],
        faults,
        unfinishedBytes,
        original: {
          trainExamples: entry.examples[0],
          testExamples: entry.examples[1],
          files: entry.files.map(({ name, bytes: length, checksum }) => ({
            name,
            bytes: length,
            [checksum.algorithm]: checksum.digest,
          })),
        },
        get: getCommand(entry.name, data),
        downloadBytes: downloadSize(entry),
      })),
      {
        name: 'procedural-digits',
        state: 'built in',
        bytes: 0,
        trainExamples: 60_000,
        testExamples: 10_000,
        faults: [],
        unfinishedBytes: 0,
      },
    ],
  };
}
