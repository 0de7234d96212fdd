import { setTimeout as pause } from 'node:timers/promises';
import type { Source } from '../original.js';
import type { Network } from './network.js';
import { Part } from './part.js';
import { SourceFailure } from './sourceFailure.js';
import type { Waiting } from './silence.js';
import { transfer } from './transfer.js';

/** How long a download waits. */
export interface Patience extends Waiting {
  /** Pauses between rounds through all addresses, in milliseconds; there is one round more. */
  readonly pausesMs: readonly number[];
}

export type DownloadEvent =
  /** An address is asked for what is missing. */
  | { readonly type: 'asked'; readonly source: Source; readonly received: number }
  | { readonly type: 'received'; readonly source: Source; readonly received: number }
  | { readonly type: 'failed'; readonly source: Source; readonly reason: string }
  | { readonly type: 'waits'; readonly ms: number };

export interface DownloadOptions {
  readonly network: Network;
  readonly patience: Patience;
  /** Ends the download; what is there stays for the next one. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: DownloadEvent) => void;
}

/** No address gave the file. */
export class DownloadFailure extends Error {
  override readonly name = 'DownloadFailure';

  /** @param failures - the last one of each source, in their order */
  constructor(readonly failures: readonly (readonly [Source, SourceFailure])[]) {
    super(failures.map(([{ address }, { message }]) => `${address} ${message}`).join('\n'));
  }

  /** No address could be reached at all. */
  get offline(): boolean {
    return this.failures.every(([, { kind }]) => kind === 'unreachable');
  }
}

/**
 * Downloads a file from the first address that gives it.
 *
 * @param sources - one at least
 * @param folder - exists; the file is written there as a part, which the caller finishes or removes
 * @returns the part, whose checksum is that of its source
 * @throws {DownloadFailure} when no address gives the file
 * @throws {UserError} when the folder cannot be written
 */
export async function download(
  sources: readonly Source[],
  folder: string,
  options: DownloadOptions,
): Promise<{ readonly part: Part; readonly source: Source }> {
  const { patience, signal, onEvent } = options;
  const failures = new Map<Source, SourceFailure>();
  for (const ms of [0, ...patience.pausesMs]) {
    if (ms > 0) {
      onEvent({ type: 'waits', ms });
      await pause(ms, undefined, { signal });
    }
    for (const source of sources) {
      if (failures.get(source)?.kind === 'lasting') continue;
      try {
        return { part: await fetchPart(source, folder, options), source };
      } catch (error) {
        if (!(error instanceof SourceFailure)) throw error;
        failures.set(source, error);
        onEvent({ type: 'failed', source, reason: error.message });
      }
    }
    // Where nothing answers there is no network: a firewall would have every address waited for again.
    if ([...failures.values()].every(({ kind }) => kind !== 'passing')) break;
  }
  throw new DownloadFailure([...failures]);
}

async function fetchPart(source: Source, folder: string, options: DownloadOptions): Promise<Part> {
  const { network, patience, signal, onEvent } = options;
  signal.throwIfAborted();
  const part = new Part(folder, source.name, source.sha256);
  try {
    onEvent({ type: 'asked', source, received: part.size });
    const onBytes = (received: number) => onEvent({ type: 'received', source, received });
    await transfer(source, part, { network, waiting: patience, signal, onBytes });
    return part;
  } catch (error) {
    part.leave();
    throw error;
  }
}
