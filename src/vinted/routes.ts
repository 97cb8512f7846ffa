import type { VintedRoute } from './vinted.ts';

/** The one site this version speaks to, with the locale of Vinted's own table (contract section 9). */
export const SITE = {
  host: 'www.vinted.fr',
  origin: 'https://www.vinted.fr',
  locale: 'fr-FR',
} as const;

/** Pages that may be loaded: `home` in a tab, `form` also by the content script, to look for the CSRF token. */
export const PAGES = { home: '/', form: '/items/new' } as const;

/** What repeating a call could do: nothing, leave an unused photo, make a second listing. */
export type Operation = 'read' | 'photo' | 'create';

type ParamRule = 'id' | 'optional_id' | 'text';

export interface RouteRule {
  method: VintedRoute['method'];
  /** `{name}` stands for a parameter. */
  path: string;
  /** Values are fixed, or `{name}`. */
  query: Readonly<Record<string, string>>;
  params: Readonly<Record<string, ParamRule>>;
  operation: Operation;
  body: 'none' | 'json' | 'photo';
  /** X-CSRF-Token is sent. Only a page knows it, so these go over the page transport alone. */
  csrf: boolean;
  /** The headers of the item form (contract section 1); `upload` adds the one sent on create only. */
  form: 'no' | 'form' | 'upload';
  timeoutMs: number;
}

const READ = {
  method: 'GET',
  query: {},
  params: {},
  operation: 'read',
  body: 'none',
  csrf: false,
  form: 'no',
  timeoutMs: 45_000,
} as const;

/**
 * Everything the product may ask of Vinted. A request names a route and gives parameters; method and path are made from
 * this list, in the worker and again in the content script, so that nothing else can be asked. The session refresh
 * route is left out on purpose: its token works once, and the page needs it (contract section 1).
 */
export const ROUTES = {
  current_user: { ...READ, path: '/api/v2/users/current' },
  configuration: { ...READ, path: '/api/v2/items/configuration' },
  wardrobe: {
    ...READ,
    path: '/api/v2/wardrobe/{userId}/items',
    query: { page: '1', per_page: '96', order: 'newest_first' },
    params: { userId: 'id' },
  },
  photo: {
    ...READ,
    method: 'POST',
    path: '/api/v2/photos',
    operation: 'photo',
    body: 'photo',
    csrf: true,
    timeoutMs: 60_000,
  },
  create: {
    ...READ,
    method: 'POST',
    path: '/api/v2/item_upload/items',
    operation: 'create',
    body: 'json',
    csrf: true,
    form: 'upload',
  },
  read_item: { ...READ, path: '/api/v2/item_upload/items/{itemId}', params: { itemId: 'id' }, form: 'form' },
  catalogs: { ...READ, path: '/api/v2/item_upload/catalogs' },
  size_groups: {
    ...READ,
    path: '/api/v2/size_groups',
    query: { catalog_ids: '{catalogId}' },
    params: { catalogId: 'id' },
  },
  brands: {
    ...READ,
    path: '/api/v2/item_upload/brands',
    query: { keyword: '{keyword}', category_id: '{catalogId}' },
    params: { keyword: 'text', catalogId: 'optional_id' },
  },
  package_sizes: { ...READ, path: '/api/v2/catalogs/{catalogId}/package_sizes', params: { catalogId: 'id' } },
  /** A read made by POST. */
  attributes: {
    ...READ,
    method: 'POST',
    path: '/api/v2/item_upload/attributes',
    body: 'json',
    csrf: true,
    form: 'form',
  },
} as const satisfies Record<string, RouteRule>;

export type VintedRouteName = keyof typeof ROUTES;

type ParamOf = { id: string | number; optional_id: string | number | null; text: string };
export type RouteParams<Name extends VintedRouteName> = {
  [Key in keyof (typeof ROUTES)[Name]['params']]: ParamOf[(typeof ROUTES)[Name]['params'][Key] & ParamRule];
};

const ID = /^[1-9]\d{0,15}$/;
const LONGEST_TEXT = 100;

/**
 * The rule and the address of a request, or null where it is not on the list or a parameter is not what it must be.
 * Takes anything, since the content script gives it what came in a message.
 */
export function findRoute(name: string, params: unknown): { rule: RouteRule; address: VintedRoute } | null {
  if (!Object.hasOwn(ROUTES, name)) return null;
  const rule: RouteRule = ROUTES[name as VintedRouteName];
  const given = (params ?? {}) as Record<string, unknown>;
  if (Object.keys(given).some((key) => !Object.hasOwn(rule.params, key))) return null;
  const values: Record<string, string | null> = {};
  for (const [key, kind] of Object.entries(rule.params)) {
    const value = paramText(kind, given[key]);
    if (value === undefined) return null;
    values[key] = value;
  }
  const path = rule.path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(values[key]!));
  const query = new URLSearchParams();
  for (const [key, template] of Object.entries(rule.query)) {
    const value = template.startsWith('{') ? values[template.slice(1, -1)]! : template;
    if (value !== null) query.set(key, value);
  }
  const search = query.toString();
  return { rule, address: { method: rule.method, path: search ? `${path}?${search}` : path } };
}

/** Method and path of a call, for the journal and the rehearsal. Throws where it is not on the list: that is a bug. */
export function addressOf<Name extends VintedRouteName>(name: Name, params: RouteParams<Name>): VintedRoute {
  const found = findRoute(name, params);
  if (!found) throw new Error(`not a request to ${name} that may be made`);
  return found.address;
}

/** The text of a parameter, null for an optional one left out, undefined for one that is not what it must be. */
function paramText(kind: ParamRule, value: unknown): string | null | undefined {
  if (kind === 'optional_id' && value == null) return null;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value);
  if (kind === 'text') return text.trim() !== '' && text.length <= LONGEST_TEXT ? text : undefined;
  return ID.test(text) && Number.isSafeInteger(Number(text)) ? text : undefined;
}
