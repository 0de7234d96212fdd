import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The code of an `@example` in a doc comment, and where its first line stands. */
export interface DocumentedExample {
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

/** An expression of an example, and the value that the comment behind it promises. */
interface Promised {
  readonly line: number;
  readonly expression: ts.Expression;
  readonly value: string;
}

const arrow = /^\/\/ → (.+)$/;
// Inside the package, so that its own name can be imported.
const folder = fileURLToPath(new URL('../../build/documented-examples/', import.meta.url));

/** The examples of a source: what follows `@example` up to the next tag or the end of its comment. */
export function examplesOf(file: string, source: string): DocumentedExample[] {
  const lines = source.split('\n');
  return lines.flatMap((text, i) => {
    if (!/^\s*(\/\*)?\*+ @example\b/.test(text)) return [];
    const rest = lines.slice(i + 1);
    const end = rest.findIndex((line) => /^\s*\* @|\*\//.test(line));
    const code = rest.slice(0, end).map((line) => line.replace(/^\s*\* ?/, ''));
    return [{ file, line: i + 2, code: code.join('\n').trimEnd() }];
  });
}

/** Runs an example; every way in which it does not do what it says, as a sentence. Empty: it holds. */
export async function failures({ file, line, code }: DocumentedExample): Promise<string[]> {
  const at = (row: number) => `${file}:${line + row}`;
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  const promised = source.statements.flatMap((statement) => promiseBehind(source, statement));
  const arrows = code.split('\n').flatMap((text, row) => (text.includes('→') ? [row] : []));
  const stray = arrows.filter((row) => !promised.some((promise) => promise.line === row));
  if (stray.length > 0) {
    return stray.map((row) => `${at(row)}: "// → value" has to end a line that ends an expression.`);
  }
  if (promised.length === 0) return [`${at(0)}: the example shows no value ("expression; // → value").`];

  let values: unknown[];
  try {
    values = await valuesOf(source, promised);
  } catch (error) {
    return [`${at(0)}: the example fails: ${String(error)}`];
  }
  return promised.flatMap(({ line: row, expression, value }, i) => {
    const shown = `${at(row)}: ${expression.getText()}`;
    const literal = ts.createSourceFile('value.ts', `(${value})`, ts.ScriptTarget.Latest, true);
    const [statement] = literal.statements;
    if (literal.statements.length !== 1 || !statement || !ts.isExpressionStatement(statement)) {
      return [`${shown} is said to be ${value}, which is no value.`];
    }
    if (agrees((statement.expression as ts.ParenthesizedExpression).expression, values[i])) return [];
    return [`${shown} is ${inWords(values[i])}, not ${value}.`];
  });
}

function promiseBehind(source: ts.SourceFile, statement: ts.Statement): Promised[] {
  if (!ts.isExpressionStatement(statement)) return [];
  const [comment] = ts.getTrailingCommentRanges(source.text, statement.end) ?? [];
  const value = comment && arrow.exec(source.text.slice(comment.pos, comment.end))?.[1];
  if (value === undefined) return [];
  const { line } = source.getLineAndCharacterOfPosition(statement.end);
  return [{ line, expression: statement.expression, value }];
}

/** Stands before an example: what is shown later may have changed by the end. */
const keeping = `
  export const shown: unknown[] = [];
  function keep(value: unknown): unknown {
    try { return structuredClone(value); } catch { return value; }
  }
`;
let count = 0;

/** The values of the promised expressions, each at the moment when its statement runs. */
async function valuesOf(source: ts.SourceFile, promised: readonly Promised[]): Promise<unknown[]> {
  let { text } = source;
  for (let i = promised.length - 1; i >= 0; i--) {
    const { expression } = promised[i]!;
    const [start, end] = [expression.getStart(), expression.end];
    text = `${text.slice(0, start)}shown[${i}] = keep(${text.slice(start, end)})${text.slice(end)}`;
  }
  const { outputText } = ts.transpileModule(`${keeping}${text}`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  mkdirSync(folder, { recursive: true });
  const path = `${folder}${process.pid}-${count++}.mjs`;
  writeFileSync(path, outputText);
  try {
    return ((await import(path)) as { shown: unknown[] }).shown;
  } finally {
    rmSync(path);
  }
}

/** Whether a value is what a literal says: numbers to the digits that it shows, all else exactly. */
function agrees(literal: ts.Expression, value: unknown): boolean {
  const text = literal.getText();
  if (/^[+-]?(\d|\.\d)/.test(text)) return typeof value === 'number' && agreesToDigits(text, value);
  if (/^-?(Infinity|NaN)$/.test(text)) return Object.is(value, Number(text));
  if (ts.isArrayLiteralExpression(literal)) {
    if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return false;
    const elements = Array.from(value as ArrayLike<unknown>);
    return (
      elements.length === literal.elements.length &&
      literal.elements.every((element, i) => agrees(element, elements[i]))
    );
  }
  if (ts.isObjectLiteralExpression(literal)) {
    const { properties } = literal;
    return (
      typeof value === 'object' &&
      value !== null &&
      properties.length === Object.keys(value).length &&
      properties.every(
        (property) =>
          ts.isPropertyAssignment(property) &&
          agrees(property.initializer, (value as Record<string, unknown>)[nameOf(property.name)]),
      )
    );
  }
  if (ts.isStringLiteralLike(literal)) return value === literal.text;
  return /^(true|false|null|undefined)$/.test(text) && String(value) === text && typeof value !== 'string';
}

function nameOf(name: ts.PropertyName): string {
  return ts.isStringLiteral(name) ? name.text : name.getText();
}

/** 1.23e-4 stands for every number that rounds to it. */
function agreesToDigits(text: string, value: number): boolean {
  const [digits, power] = text.toLowerCase().replaceAll('_', '').split('e');
  const places = digits!.split('.')[1]?.length ?? 0;
  const half = 0.5 * 10 ** (Number(power ?? 0) - places);
  return Math.abs(value - Number(text.replaceAll('_', ''))) <= half * (1 + 1e-6);
}

function inWords(value: unknown): string {
  const plain = ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value;
  return typeof plain === 'number' ? String(plain) : (JSON.stringify(plain) ?? String(plain));
}
