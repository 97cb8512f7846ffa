// @vitest-environment node
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { READINGS, WITHOUT_SWITCH } from './readings.ts';
import { routes } from './routes/index.ts';
import { endpoints, schemaErrors } from './schemas.ts';

interface Example {
  file: string;
  schema: string;
  valid: boolean;
}
const folder = new URL('./contract/examples/', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const { examples } = read('index.json') as { examples: Example[] };

test('there are examples of both kinds', () => {
  expect(examples.filter((one) => one.valid).length).toBeGreaterThan(60);
  expect(examples.filter((one) => !one.valid).length).toBeGreaterThan(50);
});

test.each(examples)('$file is $valid', ({ file, schema, valid }) => {
  expect(schemaErrors(schema, read(file)).length === 0).toBe(valid);
});

test('every conflict of the endpoint list has a switch or a reason', () => {
  const switched: Record<string, string> = {
    'signed out': 'signedOutUser',
    temp_uuid: 'photoTempUuid',
    'flat size_id and status_id': 'sizeForm',
    'no brand': 'noBrand',
    '404': 'missingItem',
    verb: 'deleteVerb',
    'photo key': 'completionPhotos',
    'how drafts are listed': 'draftsListed',
    'still there?': 'conditions',
    'who makes the session uuid': 'configuration',
    'path of the feedback list': 'feedbackPath',
  };
  const known = new Set<string>(READINGS.map((entry) => entry.id));
  const about = endpoints.flatMap((endpoint) => endpoint.conflicts ?? []).map((conflict) => conflict.about);
  for (const one of about) expect(WITHOUT_SWITCH[one] ?? known.has(switched[one] ?? ''), one).toBeTruthy();
});

test('every route is a known endpoint', () => {
  const ids = endpoints.map((endpoint) => endpoint.id);
  for (const id of Object.keys(routes)) expect(ids).toContain(id);
});
