/** A key that an object has twice. */
export class RepeatedKey extends SyntaxError {}

/**
 * Parses JSON in which no object may repeat a key: JSON.parse silently keeps the last.
 *
 * @throws {RepeatedKey} when an object repeats a key
 * @throws {SyntaxError} when the text is no JSON
 */
export function parseUniqueJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // The text is valid JSON here, so its strings and brackets alone tell where the keys are.
  const open: (Set<string> | undefined)[] = [];
  const interesting = /["{}[\]]/g;
  for (let match = interesting.exec(text); match !== null; match = interesting.exec(text)) {
    const [sign] = match;
    if (sign === '{') open.push(new Set());
    else if (sign === '[') open.push(undefined);
    else if (sign !== '"') open.pop();
    else {
      const end = endOfString(text, match.index);
      interesting.lastIndex = end;
      if (!isKey(text, end)) continue;
      const key = JSON.parse(text.slice(match.index, end)) as string;
      const keys = open[open.length - 1]!;
      if (keys.has(key)) throw new RepeatedKey(`the key ${JSON.stringify(key)} comes twice`);
      keys.add(key);
    }
  }
  return value;
}

/** Where the string that begins at `start` has ended. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); ; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return quote + 1;
  }
}

function isKey(text: string, end: number): boolean {
  let next = end;
  while (next < text.length && ' \t\r\n'.includes(text[next])) next++;
  return text[next] === ':';
}
