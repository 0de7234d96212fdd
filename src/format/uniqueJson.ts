/**
 * Parses JSON in which no object may repeat a key: JSON.parse silently keeps the last.
 *
 * @throws {SyntaxError} when the text is no JSON or repeats a key
 */
export function parseUniqueJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // The text is valid JSON here, so its strings and brackets alone tell where the keys are.
  const open: (Set<string> | undefined)[] = [];
  for (const [part] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?|[{}[\]]/g)) {
    if (part === '{') open.push(new Set());
    else if (part === '[') open.push(undefined);
    else if (part === '}' || part === ']') open.pop();
    else if (part.endsWith(':')) {
      const key = JSON.parse(part.slice(0, -1)) as string;
      const keys = open[open.length - 1]!;
      if (keys.has(key)) throw new SyntaxError(`the key ${JSON.stringify(key)} comes twice`);
      keys.add(key);
    }
  }
  return value;
}
