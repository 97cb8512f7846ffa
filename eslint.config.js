import boundaries from 'eslint-plugin-boundaries';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';
import { migrationNumbers } from './scripts/lint/migrations.js';
import { roomRules, roomSettings } from './scripts/lint/rooms.js';

const PRODUCT = ['src/**/*.{ts,vue}', 'entrypoints/**/*.{ts,vue}'];
const UNIT_TESTS = ['**/*.test.ts', '**/test-*.ts'];

const SQL = String.raw`/\b(SELECT\s[\s\S]*\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|(CREATE|DROP|ALTER)\s+(UNIQUE\s+)?(TABLE|INDEX|VIRTUAL|TRIGGER)|PRAGMA\s)/`;
const SQL_REASON =
  'SQL stands only in *-repository.ts and src/store, where queries are bound to one account.';
const noSql = [
  { selector: `Literal[value=${SQL}]`, message: SQL_REASON },
  { selector: `TemplateElement[value.raw=${SQL}]`, message: SQL_REASON },
];
const noMarkup = [
  {
    selector: 'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    message: 'Text of sellers and of Vinted is never markup: use textContent or build elements.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(insertAdjacentHTML|createContextualFragment)$/]',
    message: 'Text of sellers and of Vinted is never markup: use textContent or build elements.',
  },
];

const NETWORK_REASON =
  'Nothing leaves the browser except to Vinted: requests are made in src/vinted and src/content.';
const network = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'WebTransport',
  'RTCPeerConnection',
].map((name) => ({ name, message: NETWORK_REASON }));
const platform = [
  { name: 'chrome', message: "Use browser from 'wxt/browser': one name in both browsers." },
  { name: 'browser', message: "Import browser from 'wxt/browser': a reader finds where a name comes from." },
  { name: 'process', message: 'There is no Node in a browser: process belongs to scripts and tests.' },
  { name: 'Buffer', message: 'There is no Node in a browser: use Uint8Array.' },
];

const NODE_ONLY_IN_TOOLS = {
  regex: '^node:',
  message: 'There is no Node in a browser: node: belongs to scripts and tests.',
};
const ZOD_ONLY_ONCE = {
  regex: '^zod($|/)',
  message:
    'Import { z } from src/shared/zod.ts: it switches off the code generation the content policy forbids.',
  allowTypeImports: true,
};
const ZOD_NOT_IN_PAGES = {
  regex: 'shared/zod\\.ts$|messaging/(route-schemas|server)\\.ts$',
  message: 'Schemas run in the worker only: pages import the types of src/messaging/routes.ts.',
  allowTypeImports: true,
};

const restrictedImports = (...patterns) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
});

export default tseslint.config(
  {
    ignores: [
      '.output/',
      '.wxt/',
      '.cache/',
      'node_modules/',
      'test-results/',
      'playwright-report/',
      'public/',
    ],
  },
  tseslint.configs.base,
  ...vue.configs['flat/essential'],
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
  {
    files: ['**/*.{ts,vue}'],
    languageOptions: {
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.vue'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/ban-ts-comment': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-debugger': 'error',
      'prefer-const': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/no-v-html': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/multi-word-component-names': 'off',
    },
  },
  {
    files: PRODUCT,
    ignores: UNIT_TESTS,
    plugins: { boundaries },
    settings: roomSettings,
    rules: {
      ...roomRules,
      'no-console': 'error',
      'no-restricted-globals': ['error', ...platform, ...network],
      'no-restricted-properties': [
        'error',
        { object: 'navigator', property: 'sendBeacon', message: NETWORK_REASON },
        { object: 'globalThis', property: 'fetch', message: NETWORK_REASON },
        { object: 'globalThis', property: 'chrome', message: "Use browser from 'wxt/browser'." },
      ],
      'no-restricted-syntax': ['error', ...noSql, ...noMarkup],
      ...restrictedImports(NODE_ONLY_IN_TOOLS, ZOD_ONLY_ONCE),
    },
  },
  {
    files: ['src/ui/**/*.{ts,vue}', 'src/content/**/*.ts', 'src/i18n/**/*.ts'],
    ignores: UNIT_TESTS,
    rules: restrictedImports(NODE_ONLY_IN_TOOLS, ZOD_ONLY_ONCE, ZOD_NOT_IN_PAGES),
  },
  {
    files: ['src/vinted/**/*.ts', 'src/content/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...platform] },
  },
  {
    files: ['src/store/**/*.ts', 'src/paged-sqlite/**/*.ts', 'src/**/*-repository.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noMarkup] },
  },
  {
    files: ['src/store/migrations/*.ts'],
    ignores: UNIT_TESTS,
    plugins: { migrations: { rules: { numbers: migrationNumbers } } },
    rules: { 'migrations/numbers': 'error' },
  },
  {
    files: ['src/shared/zod.ts'],
    rules: restrictedImports(NODE_ONLY_IN_TOOLS),
  },
  {
    files: ['src/shared/logger.ts'],
    rules: { 'no-console': 'off' },
  },
);
