// @vitest-environment node
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEMO_ACCOUNT, SECOND_ACCOUNT, startSandbox, type Sandbox } from './sandbox.ts';
import { publish } from './test-publish.ts';
import { Visitor } from './test-visitor.ts';

let sandbox: Sandbox;
let visitor: Visitor;
beforeEach(async () => {
  sandbox = await startSandbox();
  visitor = new Visitor(sandbox);
});
afterEach(() => sandbox.close());

test('nobody is signed in before a page was visited', async () => {
  expect((await visitor.checkAccount()).status).toBe(401);
  await visitor.visit();
  expect((await visitor.checkAccount()).json.user).toMatchObject({
    id: DEMO_ACCOUNT.id,
    login: 'camille_demo',
    item_count: 3,
  });
});

test('cookies carry the attributes of the real site', async () => {
  const lines = (await visitor.visit()).headers['set-cookie'] ?? [];
  const line = (name: string): string => lines.find((one) => one.startsWith(`${name}=`)) ?? '';
  for (const name of [
    'access_token_web',
    'refresh_token_web',
    '_vinted_fr_session',
    'v_uid',
    'v_sid',
    'v_udt',
  ]) {
    expect(line(name)).toMatch(/Domain=\.vinted\.fr; Max-Age=\d+; Secure; HttpOnly; SameSite=Lax/);
  }
  expect(line('anon_id')).not.toContain('HttpOnly');
  expect(line('datadome')).toContain('Secure');
  const claims = JSON.parse(
    Buffer.from(visitor.cookies.get('access_token_web')!.split('.')[1]!, 'base64url').toString(),
  );
  expect(claims).toMatchObject({ account_id: DEMO_ACCOUNT.id, anid: visitor.cookies.get('anon_id') });
});

test('a page has a strict policy, the band and the token; a 404 page has no token', async () => {
  const page = await visitor.visit();
  expect(page.headers['content-security-policy']).toContain("default-src 'self'");
  expect(page.text).toContain("Bac à sable Penderie — imitation locale de vinted.fr, rien n'est réel");
  expect(page.text).toContain(`\\"CSRF_TOKEN\\":\\"${visitor.csrf}\\"`);
  const missing = await visitor.get('/nulle-part');
  expect([missing.status, missing.text.includes('CSRF_TOKEN'), missing.text.includes('datadome')]).toEqual([
    404,
    false,
    true,
  ]);
});

test('an expired token is 401 until a page is loaded', async () => {
  await visitor.visit();
  const before = visitor.cookies.get('access_token_web');
  sandbox.expireAccessToken();
  expect((await visitor.checkAccount()).status).toBe(401);
  expect((await visitor.get('/api/v2/item_upload/colors')).status).toBe(401);
  await visitor.visit();
  expect(visitor.cookies.get('access_token_web')).not.toBe(before);
  expect((await visitor.checkAccount()).status).toBe(200);
});

test('signed out: 401, the form redirects, signing in by hand works', async () => {
  await visitor.visit();
  sandbox.signOut();
  expect((await visitor.checkAccount()).status).toBe(401);
  const form = await visitor.get('/items/new');
  expect([form.status, form.headers.location]).toEqual([
    302,
    '/member/signup/select_type?ref_url=%2Fitems%2Fnew',
  ]);
  expect(visitor.cookies.has('access_token_web')).toBe(false);
  const done = await visitor.send('POST', '/member/login', { body: 'ref_url=%2Fitems%2Fnew' });
  expect([done.status, done.headers.location]).toEqual([303, '/items/new']);
  expect((await visitor.checkAccount()).status).toBe(200);
});

test('a sandbox started signed out has no account', async () => {
  await sandbox.close();
  sandbox = await startSandbox({ signedIn: false });
  visitor = new Visitor(sandbox);
  await visitor.visit();
  expect((await visitor.checkAccount()).status).toBe(401);
});

test('another account cannot touch the first one’s listing', async () => {
  const { json } = await publish(visitor);
  sandbox.signInAs(SECOND_ACCOUNT);
  expect((await visitor.checkAccount()).json.user.id).toBe(SECOND_ACCOUNT.id);
  const deleted = await visitor.write('POST', `/api/v2/items/${json.item.id}/delete`);
  expect([deleted.status, deleted.json.code]).toEqual([403, 106]);
  expect(sandbox.summary().listings).toHaveLength(1);
});

test('a wrong token is 403 code 106 until a page gives the new one', async () => {
  await visitor.visit();
  sandbox.rotateCsrf();
  const body = { attributes: [{ code: 'category', value: [221] }] };
  const headers = (await import('./test-visitor.ts')).FORM_HEADERS;
  expect((await visitor.write('POST', '/api/v2/item_upload/attributes', body, headers)).json.code).toBe(106);
  await visitor.visit();
  expect((await visitor.write('POST', '/api/v2/item_upload/attributes', body, headers)).status).toBe(200);
  expect(sandbox.violations).toEqual([]);
});

test('a restriction is shown in the own wardrobe page', async () => {
  sandbox.restrict(DEMO_ACCOUNT, '2026-12-24');
  const page = await visitor.visit(`/member/${DEMO_ACCOUNT.id}`);
  expect(page.text).toContain('expiration_date\\":\\"2026-12-24');
});

test('unknown hosts, unknown calls and the refresh are violations; gone calls are not', async () => {
  await visitor.visit();
  const gone = await visitor.get('/api/v2/items/9900000101');
  expect([gone.status, gone.headers['content-type'], gone.text[0]]).toEqual([
    404,
    'application/json; charset=utf-8',
    '<',
  ]);
  expect(sandbox.violations).toEqual([]);
  expect((await visitor.get('/api/v2/inbox')).status).toBe(404);
  await visitor.write('POST', '/web/api/auth/refresh');
  await visitor.send('GET', '/', { host: 'api.vinted.fr' });
  expect(sandbox.violations.join('\n')).toMatch(/inbox[^]*session\.refresh[^]*unknown host api\.vinted\.fr/);
});
