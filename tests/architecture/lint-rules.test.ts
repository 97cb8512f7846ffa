import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

/** Plants a violation into the text of a file that exists (nothing is written) and sees lint refuse it. */
const lint = new ESLint({ cwd: new URL('../..', import.meta.url).pathname });

async function rulesBrokenBy(filePath: string, code: string): Promise<string[]> {
  const [result] = await lint.lintText(code, { filePath });
  return result!.messages.map((message) => `${message.ruleId}: ${message.message}`);
}

const ROOM = 'src/drafts/draft.ts';
const SHARED = 'src/shared/result.ts';
const MESSAGING = 'src/messaging/client.ts';
const STORE = 'src/store/store.ts';
const PAGE = 'src/ui/preview/PreviewPage.vue';
const UI = 'src/ui/queue/places.ts';

const PLANTED: { name: string; file: string; code: string; rule: string }[] = [
  {
    name: 'a promise nobody awaits',
    file: ROOM,
    code: 'export async function a() {}\nexport function b() {\n  a();\n}\n',
    rule: '@typescript-eslint/no-floating-promises',
  },
  {
    name: 'an async callback where nobody looks at the promise',
    file: ROOM,
    code: 'export function a(list: string[]) {\n  list.forEach(async () => {});\n}\n',
    rule: '@typescript-eslint/no-misused-promises',
  },
  {
    name: 'a switch that forgets a case',
    file: ROOM,
    code: "export function a(status: 'on' | 'off') {\n  switch (status) {\n    case 'on':\n      return 1;\n  }\n}\n",
    rule: '@typescript-eslint/switch-exhaustiveness-check',
  },
  {
    name: 'any',
    file: ROOM,
    code: 'export const a = (b: any) => b;\n',
    rule: '@typescript-eslint/no-explicit-any',
  },
  {
    name: 'a value import of a type',
    file: ROOM,
    code: "import { AppError } from '../shared/app-error.ts';\nexport type A = AppError;\n",
    rule: '@typescript-eslint/consistent-type-imports',
  },
  {
    name: 'SQL in a use case',
    file: ROOM,
    code: "export const a = 'SELECT id FROM drafts';\n",
    rule: 'no-restricted-syntax',
  },
  {
    name: 'SQL in a template',
    file: MESSAGING,
    code: 'export const a = (b: string) => `UPDATE drafts SET title = ${b}`;\n',
    rule: 'no-restricted-syntax',
  },
  {
    name: 'markup from text',
    file: ROOM,
    code: 'export function a(b: HTMLElement, c: string) {\n  b.innerHTML = c;\n}\n',
    rule: 'no-restricted-syntax',
  },
  {
    name: 'zod past src/shared/zod.ts',
    file: MESSAGING,
    code: "import { z } from 'zod';\nexport const a = z.string();\n",
    rule: '@typescript-eslint/no-restricted-imports',
  },
  {
    name: 'Node in the product',
    file: ROOM,
    code: "import { join } from 'node:path';\nexport const a = join('b');\n",
    rule: '@typescript-eslint/no-restricted-imports',
  },
  {
    name: 'process in the product',
    file: ROOM,
    code: 'export const a = process.env.A;\n',
    rule: 'no-restricted-globals',
  },
  {
    name: 'a request from a room',
    file: ROOM,
    code: "export const a = () => fetch('https://www.vinted.fr/');\n",
    rule: 'no-restricted-globals',
  },
  {
    name: 'a beacon',
    file: ROOM,
    code: "export const a = () => navigator.sendBeacon('https://example.test');\n",
    rule: 'no-restricted-properties',
  },
  {
    name: 'chrome instead of browser',
    file: MESSAGING,
    code: 'export const a = () => chrome.runtime.id;\n',
    rule: 'no-restricted-globals',
  },
  {
    name: 'an arrow from shared to a room',
    file: SHARED,
    code: "import type { Draft } from '../drafts/draft.ts';\nexport type A = Draft;\n",
    rule: 'boundaries/dependencies',
  },
  {
    name: 'an arrow from the store to a room',
    file: STORE,
    code: "export { DRAFT_STATUSES } from '../drafts/draft.ts';\n",
    rule: 'boundaries/dependencies',
  },
  {
    name: 'an arrow from a room to the background',
    file: ROOM,
    code: "export { BROWSER_STATE_DEFAULTS } from '../background/browser-state.ts';\n",
    rule: 'boundaries/dependencies',
  },
  {
    name: 'an arrow from a room to messaging',
    file: ROOM,
    code: "export { call } from '../messaging/client.ts';\n",
    rule: 'boundaries/dependencies',
  },
  {
    name: "an arrow to another room's repository",
    file: 'src/publish/job.ts',
    code: "export { draftRepository } from '../drafts/draft-repository.ts';\n",
    rule: 'boundaries/dependencies',
  },
  {
    name: 'an arrow from a page to a repository of a room',
    file: UI,
    code: "export { draftRepository } from '../../drafts/draft-repository.ts';\n",
    rule: 'boundaries/dependencies',
  },
  {
    name: 'an arrow from a page to the store',
    file: UI,
    code: "export { StoreError } from '../../store/store-errors.ts';\n",
    rule: 'boundaries/dependencies',
  },
  {
    name: 'schemas in a page',
    file: UI,
    code: "export { z } from '../../shared/zod.ts';\n",
    rule: '@typescript-eslint/no-restricted-imports',
  },
  {
    name: 'v-html',
    file: PAGE,
    code: '<script setup lang="ts">\nconst a = "b";\n</script>\n\n<template><p v-html="a" /></template>\n',
    rule: 'vue/no-v-html',
  },
  {
    name: 'a promise nobody awaits, in a component',
    file: PAGE,
    code: '<script setup lang="ts">\nasync function a() {}\na();\n</script>\n\n<template><p /></template>\n',
    rule: '@typescript-eslint/no-floating-promises',
  },
  {
    name: 'a request from a component',
    file: PAGE,
    code: '<script setup lang="ts">\nvoid fetch("https://example.test/");\n</script>\n\n<template><p /></template>\n',
    rule: 'no-restricted-globals',
  },
];

describe('lint', () => {
  it.each(PLANTED)('refuses $name', { timeout: 60_000 }, async ({ file, code, rule }) => {
    const broken = await rulesBrokenBy(file, code);
    expect(
      broken.some((line) => line.startsWith(`${rule}:`)),
      broken.join('\n') || 'lint found nothing',
    ).toBe(true);
  });

  it('finds nothing in code that keeps the rules', { timeout: 60_000 }, async () => {
    const code =
      "import { ok, type Result } from '../shared/result.ts';\n" +
      'export const a = (): Result<number> => ok(1);\n' +
      'export const b = async () => {\n  await Promise.resolve();\n};\n';
    expect(await rulesBrokenBy(ROOM, code)).toEqual([]);
  });
});
