import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

export const ROOT = join(import.meta.dirname, '../..');

export interface ImportGraph {
  /** Files of ours that run where the entry runs, as paths from the project's folder. */
  files: Set<string>;
  /** Packages imported there, by name. */
  packages: Set<string>;
  /** Who first led to a file or package: for the message of a failed test. */
  importedBy: Map<string, string>;
}

/**
 * Follows value imports (what is in the bundle; `import type` is not) from some entries.
 * @param planted text in place of files, by path: shows that the test would see a violation
 */
export function importsFrom(entries: string[], planted: Record<string, string> = {}): ImportGraph {
  const graph: ImportGraph = { files: new Set(), packages: new Set(), importedBy: new Map() };
  const waiting = [...entries];
  while (waiting.length > 0) {
    const file = waiting.pop()!;
    if (graph.files.has(file)) continue;
    graph.files.add(file);
    if (!/\.(ts|vue|html)$/.test(file)) continue;
    for (const specifier of valueImports(file, planted[file] ?? readFileSync(join(ROOT, file), 'utf8'))) {
      const target = resolveImport(file, specifier);
      if (!graph.importedBy.has(target.name)) graph.importedBy.set(target.name, file);
      if (target.kind === 'package') graph.packages.add(target.name);
      else waiting.push(target.name);
    }
  }
  return graph;
}

function resolveImport(from: string, specifier: string): { kind: 'file' | 'package'; name: string } {
  if (!specifier.startsWith('.')) {
    const parts = specifier.split('/');
    return { kind: 'package', name: specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]! };
  }
  const path = join(ROOT, dirname(from), specifier.replace(/\?.*$/, ''));
  if (!existsSync(path)) throw new Error(`${from} imports ${specifier}, which is not there`);
  return { kind: 'file', name: relative(ROOT, path) };
}

function valueImports(file: string, text: string): string[] {
  if (file.endsWith('.html'))
    return [...text.matchAll(/<script[^>]+src="(\.[^"]+)"/g)].map((match) => match[1]!);
  const code = file.endsWith('.vue')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
    : text;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && !isTypeOnly(node.importClause))
      found.push(textOf(node.moduleSpecifier));
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && !node.isTypeOnly)
      found.push(textOf(node.moduleSpecifier));
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      found.push(textOf(node.arguments[0]!));
    // new URL('./worker.ts', import.meta.url)
    if (
      ts.isNewExpression(node) &&
      node.expression.getText() === 'URL' &&
      node.arguments?.[1]?.getText() === 'import.meta.url'
    ) {
      found.push(textOf(node.arguments[0]!));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(`${file}.ts`, code, ts.ScriptTarget.Latest, true));
  return found;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  return (
    !clause.name &&
    !!names &&
    ts.isNamedImports(names) &&
    names.elements.length > 0 &&
    names.elements.every((one) => one.isTypeOnly)
  );
}

function textOf(node: ts.Node): string {
  return ts.isStringLiteralLike(node) ? node.text : node.getText();
}
