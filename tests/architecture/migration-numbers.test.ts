import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrationNumbers } from '../../scripts/lint/migrations.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'migrations-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Lints one file of a folder of migrations that also holds `others`. */
function complaintsAbout(file: string, code: string, others: string[] = []): string[] {
  for (const name of [file, ...others]) writeFileSync(join(folder, name), code);
  const plugins = { migrations: { rules: { numbers: migrationNumbers } } };
  return new Linter({ cwd: folder })
    .verify(
      code,
      {
        files: ['**/*.ts'],
        languageOptions: { parser: tseslint.parser as never },
        plugins,
        rules: { 'migrations/numbers': 'error' },
      },
      join(folder, file),
    )
    .map(({ message }) => message);
}

const STEP = "export const undo = { version: 4, name: 'undo', sql: '' } as const;\n";

it('is content with a number of its own', () => {
  expect(complaintsAbout('0004-undo.ts', STEP, ['0003-search.ts', '0004-undo.test.ts', 'index.ts'])).toEqual(
    [],
  );
});

it('refuses a number that another migration has', () => {
  expect(complaintsAbout('0004-undo.ts', STEP, ['0004-ways-back.ts'])).toEqual([
    expect.stringContaining('take the next number'),
  ]);
});

it('refuses a version or a name that the file does not say', () => {
  expect(complaintsAbout('0005-undo.ts', STEP)).toEqual(['The file says migration 5.']);
  expect(complaintsAbout('0004-redo.ts', STEP)).toEqual(['The file says the migration is named redo.']);
});

it('refuses a migration whose version cannot be read', () => {
  const code = 'const n = 4; export const undo = { version: n };\n';
  expect(complaintsAbout('0004-undo.ts', code)).toEqual(['A migration is an object with a literal version.']);
});
