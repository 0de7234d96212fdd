/** Why an address did not give its file; another one may. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';

  /**
   * @param message - what the address did, to be read after it: "answered 404"
   * @param kind - passing: it may give the file later; lasting: it will not; unreachable: nothing answers
   */
  constructor(
    message: string,
    readonly kind: 'passing' | 'lasting' | 'unreachable',
  ) {
    super(message);
  }
}

const unreachable: Readonly<Record<string, string>> = {
  ENOTFOUND: 'cannot be found by its name',
  EAI_AGAIN: 'cannot be found by its name at present',
  ECONNREFUSED: 'refuses the connection',
  ENETUNREACH: 'cannot be reached',
  EHOSTUNREACH: 'cannot be reached',
  ENETDOWN: 'cannot be reached',
  ETIMEDOUT: 'does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'does not answer',
};

const broken: Readonly<Record<string, string>> = {
  ECONNRESET: 'broke off the connection',
  EPIPE: 'broke off the connection',
  UND_ERR_SOCKET: 'broke off the connection',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'sent another number of bytes than it announced',
};

/** What the system or the network says went wrong, as a failure of the address; any other error as it is. */
export function asFailure(error: unknown): unknown {
  const { name, code = '', message } = error as Error & { readonly code?: unknown };
  if (error instanceof SourceFailure) return error;
  if (name === 'HTTPParserError') return new SourceFailure(`does not speak HTTP: ${message}`, 'passing');
  if (typeof code !== 'string' || code === '') return error;
  if (code in unreachable) return new SourceFailure(unreachable[code], 'unreachable');
  if (code in broken) return new SourceFailure(broken[code], 'passing');
  return new SourceFailure(`cannot be read: ${message}`, 'passing');
}
