/** What the header of an npy file can hold. */
export type PythonValue = string | number | boolean | null | PythonValue[] | Map<string, PythonValue>;

/** Deeper nesting than any header has; keeps hostile text from exhausting the stack. */
const deepest = 16;

/**
 * Reads a Python literal: strings, whole numbers, True, False, None, tuples, lists and dicts with string
 * keys. Nothing is evaluated.
 *
 * @throws {SyntaxError} when the text is anything else, or a key comes twice
 */
export function parsePythonLiteral(text: string): PythonValue {
  const tokens = tokenize(text);
  const state = { tokens, next: 0 };
  const value = parseValue(state, 0);
  if (state.next !== tokens.length) throw new SyntaxError('text after the value');
  return value;
}

interface State {
  readonly tokens: readonly string[];
  next: number;
}

const token = /\s*('(?:[^'\\\n]|\\['\\])*'|"(?:[^"\\\n]|\\["\\])*"|-?\d+L?|True|False|None|[()[\]{},:])/y;

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  token.lastIndex = 0;
  while (token.lastIndex < end) {
    const match = token.exec(text);
    if (match === null) throw new SyntaxError('an unknown sign');
    tokens.push(match[1]);
  }
  return tokens;
}

function parseValue(state: State, depth: number): PythonValue {
  if (depth > deepest) throw new SyntaxError('nested too deeply');
  const first = state.tokens[state.next++];
  if (first === undefined) throw new SyntaxError('ends early');
  if (first === '(') return parseItems(state, ')', depth);
  if (first === '[') return parseItems(state, ']', depth);
  if (first === '{') return parseDict(state, depth);
  if (first === 'True' || first === 'False') return first === 'True';
  if (first === 'None') return null;
  if (first[0] === "'" || first[0] === '"') return first.slice(1, -1).replace(/\\(.)/g, '$1');
  if (/^-?\d/.test(first)) return Number(first.replace('L', ''));
  throw new SyntaxError(`${first} is out of place`);
}

function parseItems(state: State, close: string, depth: number): PythonValue {
  const items: PythonValue[] = [];
  let separated = true;
  while (state.tokens[state.next] !== close) {
    if (!separated) throw new SyntaxError('a comma is missing');
    items.push(parseValue(state, depth + 1));
    separated = state.tokens[state.next] === ',';
    if (separated) state.next++;
  }
  state.next++;
  // Brackets without a comma are no tuple.
  return close === ')' && items.length === 1 && !separated ? items[0] : items;
}

function parseDict(state: State, depth: number): Map<string, PythonValue> {
  const dict = new Map<string, PythonValue>();
  let separated = true;
  while (state.tokens[state.next] !== '}') {
    if (!separated) throw new SyntaxError('a comma is missing');
    const key = parseValue(state, depth + 1);
    if (typeof key !== 'string' || state.tokens[state.next++] !== ':')
      throw new SyntaxError('a key is missing');
    if (dict.has(key)) throw new SyntaxError(`the key ${key} comes twice`);
    dict.set(key, parseValue(state, depth + 1));
    separated = state.tokens[state.next] === ',';
    if (separated) state.next++;
  }
  state.next++;
  return dict;
}
