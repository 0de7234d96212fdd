import { expect } from 'vitest';

/**
 * Words by which messages of libraries and of the runtime give themselves away. A user gets a sentence of
 * heavytail instead.
 */
const texts: readonly (readonly [from: string, text: RegExp])[] = [
  [
    'JSON.parse',
    /Unexpected (?:token|end|non-whitespace|number|string)|is not valid JSON|in JSON at|Unterminated string|Bad control character|Expected (?:property|double-quoted|',')|No number after/,
  ],
  [
    'the file system',
    /\bE[A-Z]{3,}: |\berrno\b|no such file or directory|illegal operation on a directory|permission denied, /,
  ],
  [
    'zlib',
    /incorrect header check|incorrect data check|invalid (?:stored block|distance|block type|code lengths|literal|window size|bit length)|unknown compression method|unexpected end of file|too many length or distance|Z_[A-Z]+_ERROR|Decompression failed/,
  ],
  [
    'yauzl',
    /[Ee]nd of central directory|invalid central directory|invalid local file header|absolute path: |invalid relative path|too many bytes in the stream|not enough bytes in the stream|zip64|extra field length|multi-disk|invalid comment length|size mismatch|strong encryption|file data overflows/,
  ],
  [
    'csv-parse',
    /non trimable|Invalid Opening Quote|Invalid Closing Quote|Quote Not Closed|Max Record Size|Invalid Record Length|CSV_[A-Z]/,
  ],
  [
    'hyparquet',
    /parquet (?:footer|metadata|unsupported|unexpected|file|page|column|schema|missing|invalid|row|offset|type|encoding)|thrift|rle |bit width|snappy|brotli|dictionary (?:not|page|index)|invalid (?:rle|lz4|zstd|delta)|lz4 |zstd/,
  ],
  [
    'zod',
    /Invalid input|expected (?:string|array|object|bigint|number|undefined)|Too (?:small|big)|Unrecognized key/,
  ],
  ['TextDecoder', /encoded data was not valid/],
  [
    'JavaScript',
    /Cannot (?:read|set|convert|mix|destructure) |is not (?:a function|iterable|a constructor|defined)|undefined|\bNaN\b|Maximum call stack|Invalid (?:typed array|array|array buffer|string|time|count|code point|date)|Array buffer allocation|outside the bounds|out of (?:range|bounds)|\[object |start offset of|offset is too large|should be a multiple/,
  ],
  ['a stack', /\n\s+at |node:internal|\.js:\d+/],
];

/** Expects a sentence of our own: it ends as one, and has no text of a library. */
export function expectOwnSentence(sentence: string): void {
  for (const [from, text] of texts) {
    if (text.test(sentence)) expect.fail(`"${sentence}" has a text of ${from}: ${text.exec(sentence)![0]}`);
  }
  expect(sentence).toMatch(/[.…)]$/);
}
