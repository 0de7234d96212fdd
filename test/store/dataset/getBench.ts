import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNetwork, type Network } from '#heavytail/store/dataset/download/network';
import { getDataset, type GetEvent, type Got } from '#heavytail/store/dataset/get';
import type { CatalogueEntry } from '#heavytail/store/dataset/original';
import { afterEach, beforeEach } from 'vitest';
import { giveRest, serve, type Loopback } from './download/loopback.js';

/** An empty data folder, a network and a server for each test of a file. */
export class GetBench {
  /** The data folder. */
  root = '';
  /** What lies at each path of the server. */
  served: Readonly<Record<string, Uint8Array>> = {};
  #network: Network | undefined;
  #server: Loopback | undefined;

  constructor() {
    let made = '';
    beforeEach(async () => {
      made = mkdtempSync(join(tmpdir(), 'heavytail-get-'));
      this.root = made;
      this.#network = await openNetwork(5000);
      this.#server = await serve((request, response) => {
        const bytes = this.served[request.url!];
        if (bytes === undefined) response.writeHead(404).end();
        else giveRest(request, response, bytes);
      });
    });
    afterEach(async () => {
      this.#network?.close();
      await this.#server?.close();
      rmSync(made, { recursive: true });
    });
  }

  get origin(): string {
    return this.#server!.origin;
  }

  /** Paths that the server was asked for. */
  get asked(): (string | undefined)[] {
    return this.#server!.requests.map(({ url }) => url);
  }

  get(
    entry: CatalogueEntry,
    onEvent: (event: GetEvent) => void = () => {},
    signal = new AbortController().signal,
  ): Promise<Got> {
    const patience = { answerMs: 10_000, idleMs: 10_000, pausesMs: [] };
    return getDataset(entry, { folder: this.root, network: this.#network!, patience, signal, onEvent });
  }
}

/** What the user was told on the way. */
export function notes(events: readonly GetEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'note' ? [event.sentence] : []));
}
