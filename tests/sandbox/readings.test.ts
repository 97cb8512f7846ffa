// @vitest-environment node
import { afterEach, describe, expect, test } from 'vitest';
import { READINGS, startSandbox, type Readings, type Sandbox } from './sandbox.ts';
import { create, createBody, publish, uploadPhotos, UPLOAD } from './test-publish.ts';
import { CREATE_HEADERS, FORM_HEADERS, multipart, jpeg, Visitor, type Reply } from './test-visitor.ts';

let sandbox: Sandbox;
let visitor: Visitor;
async function open(readings: Partial<Readings>): Promise<void> {
  sandbox = await startSandbox({ wardrobe: 1, readings });
  visitor = new Visitor(sandbox);
  await visitor.visit();
}
afterEach(() => sandbox.close());

const get = (path: string): Promise<Reply> => visitor.get(path);
const published = async (changes = {}): Promise<Reply> => publish(visitor, changes, 1);
const item = async (): Promise<Record<string, unknown>> =>
  (await get('/api/v2/item_upload/items/9900000101')).json.item;
const draft = (photos: number[], changes = {}): unknown => {
  const { item: object, feedback_id, parcel, upload_session_id } = createBody(photos, changes);
  return { draft: object, feedback_id, parcel, upload_session_id };
};
async function drafted(): Promise<Reply & { ids: number[] }> {
  const ids = await uploadPhotos(visitor, 1);
  await visitor.checkAccount();
  return { ...(await visitor.write('POST', '/api/v2/item_upload/drafts', draft(ids), FORM_HEADERS)), ids };
}
async function completed(key: 'photos' | 'assigned_photos'): Promise<Reply & { draftId: number }> {
  const { json, ids } = await drafted();
  const draftId = json.draft.id as number;
  const photos = ids.map((id) => ({ id, orientation: 0 }));
  const body = {
    ...(draft([], { id: draftId, assigned_photos: undefined, [key]: photos }) as object),
    push_up: false,
  };
  await visitor.checkAccount();
  return {
    ...(await visitor.write('POST', `/api/v2/item_upload/drafts/${draftId}/completion`, body, FORM_HEADERS)),
    draftId,
  };
}
const deletedByVerb = async (): Promise<number> => {
  await visitor.checkAccount();
  return (await visitor.write('DELETE', '/api/v2/items/9900000101')).status;
};

describe('every position passes the main job', () => {
  const all = READINGS.flatMap(({ id, positions }) => positions.map((position) => [id, position] as const));
  test.each(all)('%s = %s', async (id, position) => {
    await open({ [id]: position });
    const { status } = await publish(visitor, {}, id === 'minimumPhotos' ? 3 : 1);
    expect([status, sandbox.violations]).toEqual([200, []]);
  });
});

describe('every switch switches something', () => {
  const shows: Record<keyof Readings, () => Promise<unknown>> = {
    signedOutUser: async () => (sandbox.signOut(), (await visitor.checkAccount()).status),
    signedOutForm: async () => (sandbox.signOut(), (await get('/items/new')).headers.location),
    csrfInPage: async () => (await get('/')).text.includes('\\"CSRF_TOKEN'),
    csrfOnReads: async () => {
      visitor.csrf = 'faux';
      const body = { attributes: [{ code: 'category', value: [221] }] };
      return (await visitor.write('POST', '/api/v2/item_upload/attributes', body, FORM_HEADERS)).status;
    },
    vUid: async () => visitor.cookies.get('v_uid'),
    dynamicHeaders: async () =>
      (await create(visitor, createBody(await uploadPhotos(visitor, 1)), { 'x-upload-form': 'true' })).status,
    noBrand: async () => {
      const found: number[] = [];
      for (const id of [1, 425_886, null]) {
        const upload = `${id ?? 3}`.padStart(8, '0') + '-0000-4000-8000-000000000000';
        const ids = await uploadPhotos(visitor, 1, upload);
        found.push((await create(visitor, createBody(ids, { brand_id: id, brand: null }, upload))).status);
      }
      return found.join();
    },
    photoAnswer: async () => 'photo' in (await visitor.checkAccount(), await visitor.upload(UPLOAD)).json,
    photoTempUuid: async () => (await visitor.checkAccount(), await visitor.upload('')).status,
    minimumPhotos: async () => (await published()).status,
    tooFewPhotos: async () => (sandbox.setReadings({ minimumPhotos: '3' }), (await published()).json.code),
    sizeForm: async () => (await published({ size_id: null })).status,
    afterUpload: async () => (await published()).json.after_upload_actions,
    completionPhotos: async () => [
      (await completed('photos')).status,
      (await completed('assigned_photos')).status,
    ],
    completionAnswer: async () => Object.keys((await completed('assigned_photos')).json),
    completionId: async () => {
      const { json, draftId } = await completed('assigned_photos');
      return json.item.id === draftId;
    },
    draftStub: async () => (await drafted()).json.code,
    draftDelete: async () => {
      const { json } = await drafted();
      await visitor.checkAccount();
      return (await visitor.write('DELETE', `/api/v2/item_upload/drafts/${json.draft.id}`)).text;
    },
    draftsListed: async () => {
      await drafted();
      const rows = async (query: string): Promise<number> =>
        (await get(`/api/v2/wardrobe/9900000010/items?${query}`)).json.items.length;
      return [await rows('order=newest_first'), await rows('status=DRAFT')];
    },
    missingItem: async () => (await get('/api/v2/item_upload/items/1')).text[0],
    deleteVerb: deletedByVerb,
    readColors: async () => Object.keys(await item()).filter((key) => key.startsWith('color')),
    readUnisex: async () => typeof (await item()).is_unisex,
    conditions: async () => (await get('/api/v2/item_upload/conditions?catalog_id=221')).status,
    brokenState: async () => {
      sandbox.setReadings({ csrfOnReads: 'ignored' });
      const body = { attributes: [{ code: 'category', value: [3661] }] };
      const { json } = await visitor.write('POST', '/api/v2/item_upload/attributes', body, FORM_HEADERS);
      return JSON.stringify(json.attributes[0]);
    },
    configuration: async () => Object.keys((await get('/api/v2/items/configuration')).json),
    feedbackPath: async () => (await get('/api/v2/feedbacks?user_id=9900000010')).status,
    siteCatalogs: async () => (await get('/api/v2/catalogs')).status,
  };

  test.each(READINGS)('$id', async ({ id, positions }) => {
    const seen: string[] = [];
    for (const [rank, position] of positions.entries()) {
      if (rank > 0) await sandbox.close();
      await open({ [id]: position });
      seen.push(JSON.stringify(await shows[id]()));
    }
    expect(new Set(seen).size).toBe(positions.length);
  });
});

test('an empty temp_uuid is checked as a part of a form too', async () => {
  await open({});
  const form = multipart([
    { name: 'photo[file]', value: await jpeg(), filename: 'p.jpg', type: 'image/jpeg' },
  ]);
  await visitor.checkAccount();
  const { status } = await visitor.send('POST', '/api/v2/photos', {
    ...form,
    headers: { ...form.headers, 'x-csrf-token': visitor.csrf, 'x-anon-id': visitor.cookies.get('anon_id')! },
  });
  expect([status, sandbox.violations.length]).toEqual([400, 1]);
});

test('under "needed" a call without the dynamic headers is a 500 and makes nothing', async () => {
  await open({});
  const ids = await uploadPhotos(visitor, 1);
  const { 'x-enable-dynamic-attribute-size': _left, ...rest } = CREATE_HEADERS;
  const { status, json } = await create(visitor, createBody(ids), rest);
  expect([status, json.code, sandbox.summary().listings.length]).toEqual([500, 105, 0]);
});
