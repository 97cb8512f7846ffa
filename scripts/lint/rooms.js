/**
 * The arrows between the rooms of the house, as settings of eslint-plugin-boundaries. docs/architecture.md draws the
 * same picture. Arrows go one way: entrypoints -> background | ui | content; background -> rooms, messaging;
 * rooms -> store, vinted, shared; ui and content -> messaging client, shared, i18n and the rooms' types and pure rules.
 */
const ROOMS = [
  'accounts',
  'activity',
  'drafts',
  'gate',
  'jobs',
  'listings',
  'photos',
  'pieces',
  'publish',
  'reference',
  'search',
  'transfer',
];

const folder = (name) => ({ type: name, pattern: `src/${name}` });

export const roomSettings = {
  'boundaries/elements': [
    ...ROOMS.map((room) => ({ type: 'room', name: room, pattern: `src/(${room})`, capture: ['room'] })),
    ...['shared', 'i18n', 'paged-sqlite', 'store', 'vinted', 'messaging', 'background', 'content', 'ui'].map(
      folder,
    ),
    { type: 'entrypoints', pattern: 'entrypoints' },
    { type: 'scripts', pattern: 'scripts' },
    { type: 'tests', pattern: 'tests' },
  ],
  'boundaries/files': [{ category: 'repository', pattern: '**/*-repository.ts' }],
  'import/resolver': { node: { extensions: ['.ts', '.vue', '.js', '.json'] } },
};

const from = (...types) => ({ element: { types: { anyOf: types } } });
const to = from;

/** @returns a policy: what `source` may import; `kind: 'type'` narrows it to `import type`. */
const may = (source, targets, kind) => ({
  from: from(...source),
  allow: { to: to(...targets), ...(kind ? { dependency: { kind } } : {}) },
});

const not = (source, target, message) => ({ from: source, disallow: { to: target }, message });

export const roomRules = {
  'boundaries/dependencies': [
    'error',
    {
      default: 'disallow',
      message:
        'Arrows between rooms go one way (scripts/lint/rooms.js): {{from.element.types}} may not import {{to.element.types}}.',
      policies: [
        { allow: { to: { module: { origin: ['external', 'core'] } } } },
        may(['shared'], ['shared']),
        may(['i18n'], ['i18n', 'shared']),
        may(['paged-sqlite'], ['paged-sqlite']),
        may(['store'], ['store', 'paged-sqlite', 'shared']),
        may(['vinted'], ['vinted', 'shared']),
        may(['room'], ['room', 'store', 'vinted', 'shared']),
        may(['messaging'], ['messaging', 'room', 'shared']),
        may(['messaging'], ['store', 'vinted'], 'type'),
        may(
          ['background'],
          ['background', 'room', 'paged-sqlite', 'store', 'vinted', 'messaging', 'shared', 'i18n'],
        ),
        may(['ui'], ['ui', 'messaging', 'room', 'shared', 'i18n']),
        may(['content'], ['content', 'messaging', 'room', 'vinted', 'shared', 'i18n']),
        may(['ui', 'content'], ['store', 'vinted', 'background'], 'type'),
        may(['entrypoints'], ['entrypoints', 'background', 'ui', 'content', 'shared', 'i18n']),
        may(['scripts'], ['scripts']),
        not(
          from('ui', 'content', 'entrypoints', 'messaging', 'background'),
          { file: { categories: 'repository' } },
          'SQL stays in its room: outside of it call the use cases, never a *-repository.ts.',
        ),
        not(
          from('room'),
          {
            file: { categories: 'repository' },
            element: { captured: { room: '!{{from.element.captured.room}}' } },
          },
          "Never another room's repository: call that room's use cases.",
        ),
      ],
    },
  ],
};
