import type { Socket } from 'node:net';
import { UserError } from '../../../error.js';
import { asFailure, SourceFailure } from './sourceFailure.js';

/** Requests over HTTP, through the proxy of the environment where there is one. */

export interface Answer {
  readonly status: number;
  /** Of the header of this name, in lower case; the first one where there are several. */
  readonly header: (name: string) => string | undefined;
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the request without reading the body. */
  readonly discard: () => void;
}

/** Asks addresses. Connections stay open for further questions until `close`. */
export interface Network {
  /**
   * Asks an address, and those that it redirects to.
   *
   * @throws {SourceFailure} when nothing answers, or the redirections do not end
   */
  ask(address: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Answer>;
  /** Ends all connections. */
  close(): void;
}

const redirections = [301, 302, 303, 307, 308];
const mostRedirections = 5;

/**
 * Opens the network. HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment are followed.
 *
 * @param connectMs - how long a connection may take to come about
 * @throws {UserError} when the environment names a proxy that is no address
 */
export async function openNetwork(connectMs: number): Promise<Network> {
  // Other commands do without, and start sooner.
  const { buildConnector, EnvHttpProxyAgent, request } = await import('undici');
  const connector = buildConnector({ timeout: connectMs });
  const sockets = new Set<Socket>();
  const connect: typeof connector = (options, callback) => {
    const socket = connector(options, callback) as unknown as Socket;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  const agent = newAgent(() => new EnvHttpProxyAgent({ connect }));

  const ask: Network['ask'] = async (address, headers, signal) => {
    let url = new URL(address);
    for (let hops = 0; hops <= mostRedirections; hops++) {
      // Silence is noticed by who reads, from the first moment to the last byte.
      const options = { headers, signal, dispatcher: agent, headersTimeout: 0, bodyTimeout: 0 };
      const answer = await unlessAborted(request(url, options), signal);
      const header = (name: string) => [answer.headers[name]].flat()[0];
      const discard = () => {
        answer.body.on('error', () => {});
        answer.body.destroy();
      };
      const location = header('location');
      if (!redirections.includes(answer.statusCode) || location === undefined) {
        return { status: answer.statusCode, header, body: answer.body, discard };
      }
      discard();
      url = redirected(url, location);
    }
    throw new SourceFailure(`redirects more than ${mostRedirections} times`, 'lasting');
  };
  const close = () => {
    void agent.destroy();
    // The agent waits for connections that are still being made; an interrupted process does not.
    for (const socket of sockets) socket.destroy();
  };
  return { ask, close };
}

function newAgent<Agent>(make: () => Agent): Agent {
  try {
    return make();
  } catch (error) {
    const why = (error as Error).message;
    throw new UserError(
      `The proxy that HTTPS_PROXY or HTTP_PROXY names cannot be used: ${why}.`,
      'Give it as http://host:port, or unset the variable.',
    );
  }
}

function redirected(from: URL, location: string): URL {
  const target = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (target !== undefined && /^https?:$/.test(target.protocol)) return target;
  throw new SourceFailure(`redirects to "${location}", which is no address`, 'lasting');
}

/** The answer, or the reason of the signal at once: a connection that is being made cannot be called off. */
async function unlessAborted<Result>(answer: Promise<Result>, signal: AbortSignal): Promise<Result> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([answer, aborted]);
  } catch (error) {
    answer.catch(() => {});
    throw signal.aborted ? signal.reason : asFailure(error);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
