import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsFrom, ROOT, type ImportGraph } from './import-graph.ts';

/** What may never run in a page, however many files lie between: SQL, schemas, the worker's own code. */
const WORKER_ONLY = [
  /^src\/store\//,
  /-repository\.ts$/,
  /^src\/background\//,
  /^src\/shared\/zod\.ts$/,
  /^src\/messaging\/(route-schemas|server)\.ts$/,
];
const WORKER_ONLY_PACKAGES = ['sql.js', 'zod'];
/** On vinted.fr there is no framework of ours and no database. */
const NOT_ON_THE_SITE = [
  ...WORKER_ONLY_PACKAGES,
  'vue',
  'pinia',
  'reka-ui',
  'dexie',
  'jszip',
  'browser-image-compression',
];

const PAGES = ['popup', 'studio'].map((page) => `entrypoints/${page}/index.html`);
const CONTENT_SCRIPT = globSync('entrypoints/vinted.content{.ts,/index.ts}', { cwd: ROOT });

function offences(graph: ImportGraph, files: RegExp[], packages: string[]): string[] {
  return [
    ...[...graph.files].filter((file) => files.some((pattern) => pattern.test(file))),
    ...[...graph.packages].filter((name) => packages.includes(name)),
  ].map((name) => `${name} (imported by ${graph.importedBy.get(name)})`);
}

describe('what runs in a page', () => {
  it('the entries are there', () => {
    for (const entry of [...PAGES, ...CONTENT_SCRIPT])
      expect(existsSync(join(ROOT, entry)), entry).toBe(true);
    expect(CONTENT_SCRIPT).toHaveLength(1);
  });

  it('popup and studio hold no SQL, no schema and nothing of the worker', () => {
    const graph = importsFrom(PAGES);
    expect(graph.packages).toContain('vue');
    expect(offences(graph, WORKER_ONLY, WORKER_ONLY_PACKAGES)).toEqual([]);
  });

  it('the content script holds neither that nor a framework', () => {
    const graph = importsFrom(CONTENT_SCRIPT);
    expect(graph.files.size).toBeGreaterThan(1);
    expect(offences(graph, WORKER_ONLY, NOT_ON_THE_SITE)).toEqual([]);
  });

  it('sees a planted import, also two files away, and lets types pass', () => {
    const planted = {
      'src/shared/result.ts': "import type { Store } from '../store/store.ts';\nexport * from './money.ts';",
      'src/shared/money.ts':
        "import { z } from 'zod';\nimport { migrate } from '../store/store.ts';\nexport default z;",
    };
    const found = offences(importsFrom(['src/shared/result.ts'], planted), WORKER_ONLY, WORKER_ONLY_PACKAGES);
    expect(found).toEqual([
      'src/store/store.ts (imported by src/shared/money.ts)',
      'zod (imported by src/shared/money.ts)',
    ]);
  });
});
