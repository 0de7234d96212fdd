import {
  catalogue as wholeCatalogue,
  getDataset,
  NotDownloaded,
  openNetwork,
  type CatalogueEntry,
  type GetOptions,
  type Patience,
} from '../../store/index.js';
import { interruptedCode, listenForInterrupt, resumeCommand } from '../interrupt.js';
import { painter, terminalOf } from '../terminal.js';
import { GetProgress } from './progress.js';
import { entriesOf } from './words.js';

const usualPatience: Patience = { answerMs: 20_000, idleMs: 60_000, pausesMs: [1000, 5000] };

/**
 * Downloads data sets. One that fails does not keep the next ones from being tried, unless nothing can be
 * reached.
 *
 * @param names - of the data sets
 * @param options - the folder of --data
 * @param catalogue - the data sets that can be had, and from where
 * @param patience - how long to wait for an answer and between attempts
 * @returns the exit code
 * @throws {UserError} when there is no such data set, or the folder cannot be written
 */
export async function getDatasets(
  names: readonly string[],
  options: { readonly data?: string },
  catalogue: readonly CatalogueEntry[] = wholeCatalogue,
  patience: Patience = usualPatience,
): Promise<number> {
  const entries = entriesOf(names, catalogue);
  const interrupt = listenForInterrupt();
  const progress = new GetProgress();
  const network = await openNetwork(patience.answerMs);
  let code = 0;
  try {
    for (const entry of entries) {
      const failure = await getOne(entry, progress, {
        folder: options.data,
        network,
        patience,
        signal: interrupt.signal,
      });
      if (failure === undefined) continue;
      process.stderr.write(`${failure.message}\n${failure.hint}\n`);
      code = 1;
      if (failure.offline) break;
    }
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    process.stderr.write(
      'Interrupted. What has arrived is kept; this goes on where it ended:\n' +
        `  ${resumeCommand(process.argv)}\n`,
    );
    code = interruptedCode;
  } finally {
    interrupt.release();
    network.close();
  }
  return code;
}

/** Downloads one data set and says that it is there, or returns why it is not. */
async function getOne(
  entry: CatalogueEntry,
  progress: GetProgress,
  options: Omit<GetOptions, 'onEvent'>,
): Promise<NotDownloaded | undefined> {
  const paint = painter(terminalOf(process.stdout, process.env));
  try {
    const { folder, already } = await getDataset(entry, {
      ...options,
      onEvent: (event) => progress.show(event),
    });
    progress.end();
    const files = entry.files.length === 1 ? '1 file' : `${entry.files.length} files`;
    const sentence = `${entry.title} is ${already ? 'already ' : ''}there`;
    process.stdout.write(`${paint(sentence, 'bold')}, ${files} as in the original: ${folder}\n`);
    return undefined;
  } catch (error) {
    progress.end();
    if (error instanceof NotDownloaded) return error;
    throw error;
  }
}
