import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/**
 * The names that a user of the package can import, by the source file that declares them: what the entry points of
 * package.json's `exports` hand on, followed to where it stands.
 */
export function publicNames(root) {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const names = new Map();
  const seen = new Set();
  for (const { default: built } of Object.values(exports)) {
    if (built !== undefined) follow(sourceOf(resolve(root, built.replace('./dist/', 'src/'))));
  }
  return names;

  /** Adds what a file exports, or of it only what is `wanted`. */
  function follow(file, wanted) {
    const visit = `${file} ${wanted ?? '*'}`;
    if (seen.has(visit)) return;
    seen.add(visit);
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    for (const statement of source.statements) {
      if (ts.isExportDeclaration(statement)) followExport(file, statement, wanted);
      else
        for (const name of exportedBy(statement))
          if (wanted === undefined || wanted === name) add(file, name);
    }
  }

  function followExport(file, { exportClause, moduleSpecifier }, wanted) {
    if (moduleSpecifier === undefined) return;
    const target = sourceOf(resolve(dirname(file), moduleSpecifier.text));
    if (exportClause === undefined || ts.isNamespaceExport(exportClause)) {
      follow(target);
      return;
    }
    for (const { name, propertyName } of exportClause.elements) {
      if (wanted === undefined || wanted === name.text) follow(target, (propertyName ?? name).text);
    }
  }

  function add(file, name) {
    const path = relative(root, file);
    names.set(path, (names.get(path) ?? new Set()).add(name));
  }
}

const sourceOf = (built) => built.replace(/\.js$/, '.ts');

function exportedBy(statement) {
  if (!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  return [statement.name.text];
}
