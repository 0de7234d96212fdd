import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  download,
  type DownloadEvent,
  type DownloadFailure,
} from '#heavytail/store/dataset/download/download';
import { openNetwork, type Network } from '#heavytail/store/dataset/download/network';
import type { Source } from '#heavytail/store/dataset/original';
import { afterEach, beforeEach, expect } from 'vitest';
import { giveRest, serve, someBytes, type Loopback } from './loopback.js';

/** What the servers of these tests give. */
export const bytes = someBytes(60_000);
export const half = 30_000;

/** Gives all that is asked for. */
export const right: RequestListener = (request, response) => giveRest(request, response, bytes);

export interface Setting {
  readonly answerMs?: number;
  readonly idleMs?: number;
  readonly pausesMs?: readonly number[];
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: DownloadEvent) => void;
}

/** A folder, a network and servers for each test of a file. */
export class Bench {
  #folder = '';
  #network: Network | undefined;
  readonly #servers: Loopback[] = [];

  constructor() {
    beforeEach(async () => {
      this.#folder = mkdtempSync(join(tmpdir(), 'heavytail-download-'));
      this.#network = await openNetwork(5000);
    });
    afterEach(async () => {
      this.#network?.close();
      await Promise.all(this.#servers.splice(0).map(({ close }) => close()));
      rmSync(this.#folder, { recursive: true });
    });
  }

  get folder(): string {
    return this.#folder;
  }

  /** Names of all files in the folder. */
  files(): string[] {
    return readdirSync(this.#folder).sort();
  }

  async server(answer: RequestListener): Promise<Loopback> {
    const started = await serve(answer);
    this.#servers.push(started);
    return started;
  }

  /** Downloads and finishes; what the file holds then. */
  async fetched(sources: readonly Source[], setting: Setting = {}): Promise<Buffer> {
    const {
      answerMs = 10_000,
      idleMs = 10_000,
      pausesMs = [],
      signal = new AbortController().signal,
      onEvent = () => {},
    } = setting;
    const options = { network: this.#network!, patience: { answerMs, idleMs, pausesMs }, signal, onEvent };
    const { part, source } = await download(sources, this.#folder, options);
    part.finish(source.name);
    return readFileSync(join(this.#folder, source.name));
  }

  /** What each address did instead of giving the file. */
  async reasons(sources: readonly Source[], setting: Setting = {}): Promise<string[]> {
    const failure = await this.fetched(sources, setting).then(
      () => expect.unreachable('the file was accepted'),
      (error: DownloadFailure) => error,
    );
    expect(failure.name).toBe('DownloadFailure');
    return failure.failures.map(([, { message }]) => message);
  }
}
