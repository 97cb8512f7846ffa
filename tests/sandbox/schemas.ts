/** The contract's JSON schemas and endpoint list, read from contract/ and compiled once. */
import { readdirSync, readFileSync } from 'node:fs';
import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';

const folder = new URL('./contract/', import.meta.url);
const read = <T>(path: string): T => JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as T;

/** One entry of endpoints.json, as far as the sandbox uses it. */
export interface Endpoint {
  id: string;
  method: string;
  host: 'site' | 'api' | 'cdn';
  path: string;
  status: 'live' | 'gone';
  operation: 'read' | 'photo' | 'create' | 'change' | 'session';
  headers: { required: string[]; optional: string[]; must_not_send: string[] };
  request: { kind: string; schema: string | null };
  response: { kind: string; schema: string | null };
  conflicts?: { about: string }[];
}
export interface HeaderRule {
  value?: string | null;
  necessity: 'proven' | 'unproven' | 'conflicting' | 'not sent';
}
/** One sample answer of errors.json. */
export interface Sample {
  endpoint: string;
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

const notes = read<{ endpoints: Endpoint[]; headers: Record<string, HeaderRule> }>('endpoints.json');
export const endpoints: readonly Endpoint[] = notes.endpoints;
export const headerRules: Readonly<Record<string, HeaderRule>> = notes.headers;
export const situations = read<{ situations: { id: string; examples: Sample[] }[] }>(
  'errors.json',
).situations;

// ajv is CommonJS: under Node's loader the class is the default export's own `default`.
const Ajv = ((Ajv2020 as unknown as { default?: typeof Ajv2020 }).default ?? Ajv2020) as typeof Ajv2020;
const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true });
for (const file of readdirSync(new URL('schemas/', folder))) ajv.addSchema(read<object>(`schemas/${file}`));

/** The compiled schema of a file name such as `schemas/item-create.request.schema.json`. */
function schemaNamed(path: string): ValidateFunction {
  const name = path.split('/').pop();
  const found = ajv.getSchema(`https://vinted-contract.invalid/schemas/${name}`);
  if (!found) throw new Error(`no schema ${name}`);
  return found;
}

/** Schema errors of a value, empty when it fits. */
export function schemaErrors(path: string, value: unknown): ErrorObject[] {
  const validate = schemaNamed(path);
  return validate(value) ? [] : [...(validate.errors ?? [])];
}

/** The endpoint with this id; a wrong id is a bug. */
export function endpointNamed(id: string): Endpoint {
  const found = endpoints.find((endpoint) => endpoint.id === id);
  if (!found) throw new Error(`no endpoint ${id}`);
  return found;
}
