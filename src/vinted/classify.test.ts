import { describe, expect, test } from 'vitest';
import { classify } from './classify.ts';
import answers from './fixtures/answers.json' with { type: 'json' };
import failures from './fixtures/failures.json' with { type: 'json' };
import { ROUTES, type VintedRouteName } from './routes.ts';
import type { FormPage, NotAttempted, VintedAnswer } from './transport.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z');

function answer(status: number, body: unknown, headers: Record<string, string> = {}): VintedAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answer', status, headers, body: text };
}
const judge = (route: VintedRouteName, status: number, body: unknown, headers?: Record<string, string>) =>
  classify(route, answer(status, body, headers), NOW);
const codeOf = (outcome: ReturnType<typeof judge>) => ('failure' in outcome ? outcome.failure.code : 'done');

describe('every answer of the contract’s examples', () => {
  test.each(answers.map((each) => [each.name, each] as const))('%s', (_, { route, fits, body }) => {
    const outcome = judge(route as VintedRouteName, 200, body);
    expect(outcome.kind === 'done').toBe(fits);
    // An answer is not repaired: it is reported, with the route and the place.
    if (outcome.kind !== 'done')
      expect(outcome.failure).toMatchObject({ code: expect.stringMatching(/changed|signed_out/) });
  });

  test('a good answer under any status but 200 is no success', () => {
    for (const { route, fits, body } of answers) {
      if (fits) expect(judge(route as VintedRouteName, 201, body).kind).not.toBe('done');
    }
  });
});

describe('every sample of the contract’s error table', () => {
  const KIND = { refused: 'refused', unknown: 'unclear' } as const;
  /** Where section 6 of the specification is stricter than the table: an unlisted number is an unexpected answer. */
  const STRICTER = ['api.other_code'];
  const CODES: Record<string, string> = {
    'account.automation_403': 'restricted',
    'challenge.datadome_json': 'challenge',
    'challenge.datadome_html': 'challenge',
    'challenge.cloudflare': 'challenge',
    'session.stale_401': 'signed_out',
    'access.denied_106': 'access_denied',
    'validation.99': 'vinted_rejected',
    'validation.map_tolerated': 'vinted_rejected',
    'photo.code_50': 'photo_upload_failed',
    'photo.code_51': 'photo_too_large',
    'photo.code_52': 'too_few_photos',
    'account.restricted': 'restricted',
    'account.action_required': 'action_required',
    'account.ip_blocked': 'restricted',
    'token.invalid_100': 'signed_out',
    'server.500_code_105': 'server_error',
    'rate.429_retry_after': 'rate_limited',
    'rate.429_plain': 'rate_limited',
    'session.signed_out_403': 'signed_out',
    'session.anonymous_200': 'signed_out',
    'access.forbidden_other': 'access_denied',
    'page.html_404': 'vinted_changed',
    'page.html_200': 'vinted_changed',
    'answer.empty_200': 'vinted_changed',
    'answer.incomplete_200': 'vinted_changed',
    'data.emptied_attributes': 'vinted_changed',
    'photo.too_large_413': 'photo_too_large',
    'server.5xx': 'server_error',
    'api.other_code': 'vinted_changed',
    'answer.unexpected': 'vinted_changed',
  };

  test.each(failures.map((each) => [`${each.situation} on ${each.route}`, each] as const))(
    '%s',
    (_, sample) => {
      const { route, status, headers, body, situation, conclude } = sample;
      const outcome = judge(
        route as VintedRouteName,
        status,
        body,
        headers as unknown as Record<string, string>,
      );
      const expected = STRICTER.includes(situation) ? 'unclear' : KIND[conclude as keyof typeof KIND];
      expect([outcome.kind, codeOf(outcome)]).toEqual([expected, CODES[situation]]);
    },
  );
});

describe('a create is refused only by a well-formed refusal', () => {
  const VALIDATION = { code: 99, errors: [{ field: 'size', value: 'Le champ Taille doit être renseigné' }] };
  test.each([
    ['400 with errors', 400, VALIDATION, 'vinted_rejected'],
    ['400 code 99 without errors', 400, { code: 99, message: 'x' }, 'vinted_rejected'],
    ['401 with an envelope', 401, { code: 100 }, 'signed_out'],
    ['401 with an empty object', 401, {}, 'signed_out'],
    ['403 code 106', 403, { code: 106 }, 'access_denied'],
    ['a phone number is asked', 400, { code: 147 }, 'action_required'],
    ['the account is restricted', 403, { code: 162 }, 'restricted'],
  ])('%s: refused', (_, status, body, code) => {
    const outcome = judge('create', status, body);
    expect([outcome.kind, codeOf(outcome)]).toEqual(['refused', code]);
  });

  test.each([
    ['401 with a page', 401, '<html>', {}],
    ['401 with nothing', 401, '', {}],
    ['403 with a page', 403, '<html>Forbidden', {}],
    ['403 with an unlisted number', 403, { code: 777 }, {}],
    ['a challenge under code 106', 403, { code: 106 }, { 'x-dd-b': 'present' }],
    ['429', 429, { code: 99, errors: VALIDATION.errors }, {}],
    ['408', 408, { code: 147 }, {}],
    ['500 with code 99', 500, VALIDATION, {}],
    ['503 with an action code', 503, { code: 147 }, {}],
    ['502', 502, '', {}],
    ['400 cut short', 400, '{"code":99,"errors":[{"fie', {}],
    ['400 with a page', 400, '<html>', {}],
    ['400 with a list', 400, [{ code: 99 }], {}],
    ['400 with the number as text', 400, { code: '99' }, {}],
    ['400 with an unlisted number', 400, { code: 777 }, {}],
    ['200 with a refusal in it', 200, VALIDATION, {}],
    ['200 without a number', 200, { item: { id: 1 } }, {}],
    ['200 with the id as text', 200, { item: { id: '1' }, code: 0 }, {}],
    ['200 with an id that is no exact integer', 200, '{"item":{"id":9007199254740993},"code":0}', {}],
    ['200 empty', 200, '', {}],
    ['200 blank', 200, '  \n', {}],
    ['200 page', 200, '<!doctype html>', {}],
    ['200 cut short', 200, '{"item":{"id":99000', {}],
    ['201', 201, { item: { id: 1 }, code: 0 }, {}],
    ['204', 204, '', {}],
    ['a redirect', 0, '', {}],
    ['404', 404, { code: 777 }, {}],
    ['413', 413, '<html>', {}],
  ] as const)('%s: unclear', (_, status, body, headers) => {
    expect(judge('create', status, body, headers).kind).toBe('unclear');
  });

  test('no answer is unclear, not attempted is not attempted', () => {
    for (const reason of ['timeout', 'network', 'lost'] as const) {
      expect(classify('create', { kind: 'no_answer', reason }, NOW).kind).toBe('unclear');
    }
    expect(classify('create', { kind: 'not_attempted', reason: 'no_page' }, NOW)).toEqual({
      kind: 'not_attempted',
      failure: { code: 'no_page', detail: 'no_page' },
    });
  });

  test('success gives the id as text and the actions', () => {
    const body = {
      item: { id: 99000000001, secret: 1 },
      after_upload_actions: ['a_new_one'],
      code: 0,
      token: 'x',
    };
    expect(judge('create', 200, body)).toEqual({
      kind: 'done',
      value: { itemId: '99000000001', actions: ['a_new_one'] },
    });
  });
});

describe('reads and photos', () => {
  test('a read is never unclear, a photo without a clear answer is', () => {
    for (const status of [200, 301, 400, 401, 403, 404, 429, 500, 503]) {
      for (const body of ['', '<html>', '{}', '{"code":1']) {
        expect(judge('wardrobe', status, body).kind).toBe('refused');
      }
    }
    expect(classify('wardrobe', { kind: 'no_answer', reason: 'timeout' }, NOW)).toMatchObject({
      kind: 'refused',
      failure: { code: 'timeout' },
    });
    expect(classify('photo', { kind: 'no_answer', reason: 'network' }, NOW).kind).toBe('unclear');
    expect(judge('photo', 502, '').kind).toBe('unclear');
    expect(judge('photo', 200, '').kind).toBe('unclear');
    expect(judge('photo', 413, '').kind).toBe('refused');
  });

  test('a read that is refused by number is a change, not a refusal of the draft', () => {
    expect(codeOf(judge('wardrobe', 400, { code: 99, errors: [] }))).toBe('vinted_changed');
    expect(codeOf(judge('read_item', 404, { code: 104 }))).toBe('vinted_changed');
    expect(codeOf(judge('photo', 400, { code: 99, errors: [] }))).toBe('vinted_rejected');
  });

  test('users/current: anything but a signed-in user is not proven signed in', () => {
    for (const [status, body] of [
      [200, { user: { id: 1 } }],
      [200, { user: null }],
      [200, {}],
      [401, ''],
      [403, ''],
      [403, {}],
      [0, ''],
    ] as const) {
      expect(codeOf(judge('current_user', status, body))).toBe('signed_out');
    }
    expect(codeOf(judge('current_user', 403, {}, { 'x-dd-b': 'present' }))).toBe('challenge');
    expect(codeOf(judge('current_user', 500, ''))).toBe('server_error');
    // Signed in, but not in the known shape: a change, not "signed out".
    expect(codeOf(judge('current_user', 200, { user: { id: 'text', login: 'lea' } }))).toBe('vinted_changed');
  });

  test('vinted_changed names the route and the place, never a value', () => {
    const outcome = judge('wardrobe', 200, {
      items: [{ id: 1, title: 'my private title', price: 12 }],
      pagination: {},
    });
    expect(outcome).toMatchObject({
      failure: { code: 'vinted_changed', route: ROUTES.wardrobe.path, detail: 'items.0.price: invalid_type' },
    });
    expect(JSON.stringify(outcome)).not.toContain('private');
  });

  test('an answer nested without end is a change, not a crash', () => {
    const body = `{"catalogs":${'[{"id":1,"title":"x","catalogs":'.repeat(20_000)}[]${'}]'.repeat(20_000)}}`;
    expect(codeOf(judge('catalogs', 200, body))).toBe('vinted_changed');
  });
});

describe('challenges, without false alarms', () => {
  const DATADOME = { url: 'https://geo.captcha-delivery.com/captcha/?initialCid=x' };
  test.each([
    ['DataDome by header', 403, '', { 'x-dd-b': 'present' }],
    ['DataDome by url', 403, DATADOME, {}],
    ['DataDome page', 403, '<html><script>var dd={"rt":"c"}</script>', {}],
    ['DataDome marked page', 429, '<html></html>', { 'x-datadome': 'present' }],
    ['DataDome marked body without envelope', 403, {}, { 'x-datadome-cid': 'present' }],
    ['Cloudflare page', 503, '<title>Just a moment...</title>', {}],
    ['Cloudflare by header', 403, '', { 'cf-mitigated': 'challenge' }],
  ] as const)('%s', (_, status, body, headers) => {
    expect(codeOf(judge('wardrobe', status, body, headers))).toBe('challenge');
  });

  test.each([
    [
      'a 404 that names datadome',
      404,
      '<html><script src="https://js.datadome.co/tags.js">',
      { 'x-datadome': 'present' },
    ],
    ['code 106 with the header all answers carry', 403, { code: 106 }, { 'x-datadome': 'present' }],
    [
      '429 of the API with that header',
      429,
      { message_code: 'rate_limit_exceeded' },
      { 'x-datadome': 'present' },
    ],
    ['a title that says so', 403, { code: 106, message: 'Just a moment captcha-delivery' }, {}],
    ['a 200 with such a text', 200, { items: [], note: 'captcha-delivery' }, {}],
  ] as const)('not: %s', (_, status, body, headers) => {
    expect(codeOf(judge('wardrobe', status, body, headers))).not.toBe('challenge');
  });
});

describe('details', () => {
  test.each([
    ['120', 120_000],
    ['Sat, 21 Nov 2026 09:10:00 GMT', 600_000],
    ['Sat, 21 Nov 2026 08:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    [undefined, undefined],
  ])('Retry-After %s', (value, expected) => {
    const outcome = judge('photo', 429, {}, value === undefined ? {} : { 'retry-after': value });
    expect(outcome).toMatchObject({ failure: { code: 'rate_limited' } });
    expect('failure' in outcome && outcome.failure.retryAfterMs).toBe(expected);
  });

  test('a refusal keeps Vinted’s words, bounded, and nothing else', () => {
    const errors = [{ field: 'brand', value: 'v'.repeat(2000), extra: 'x' }];
    const outcome = judge('create', 400, {
      code: 99,
      message: 'm',
      message_code: 'validation_error',
      errors,
      user: 'x',
    });
    expect(outcome).toEqual({
      kind: 'refused',
      failure: {
        code: 'vinted_rejected',
        status: 400,
        apiCode: 99,
        message: 'm',
        errors: [{ field: 'brand', value: 'v'.repeat(500) }],
      },
    });
  });

  test('a secret that Vinted names back is not kept', () => {
    const secret = '75f6c9fa-dc8e-4e52-a000-e09dd4084b3e';
    const errors = [{ field: 'base', value: `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc expired` }];
    const outcome = judge('create', 400, { code: 99, message: `token ${secret} is stale`, errors });
    expect(outcome).toMatchObject({
      failure: { message: 'token [hidden] is stale', errors: [{ value: '[hidden] expired' }] },
    });
  });

  test('errors as a map are shown raw', () => {
    const outcome = judge('create', 400, { code: 100, errors: { title: ['A', 'B'], price: 3 } });
    expect(outcome).toMatchObject({
      failure: {
        errors: [
          { field: 'title', value: 'A · B' },
          { field: 'price', value: '' },
        ],
      },
    });
  });

  const page = (facts: Partial<FormPage>): FormPage => ({
    seen: 'answer',
    status: 200,
    challenge: false,
    retryAfter: null,
    ...facts,
  });
  test.each<[NotAttempted, FormPage | undefined, string]>([
    ['no_csrf_token', page({}), 'vinted_changed'],
    ['no_csrf_token', page({ status: 403, challenge: true }), 'challenge'],
    ['no_csrf_token', page({ status: 0 }), 'signed_out'],
    ['no_csrf_token', page({ status: 401 }), 'signed_out'],
    ['no_csrf_token', page({ status: 403 }), 'access_denied'],
    ['no_csrf_token', page({ status: 429 }), 'rate_limited'],
    ['no_csrf_token', page({ status: 502 }), 'server_error'],
    ['no_csrf_token', page({ seen: 'timeout', status: 0 }), 'timeout'],
    ['no_csrf_token', page({ seen: 'network', status: 0 }), 'network'],
    ['offline', undefined, 'network'],
    ['no_page', undefined, 'no_page'],
    ['given_up', undefined, 'no_page'],
    ['bad_photo', undefined, 'photo_upload_failed'],
  ])('not attempted because of %s: %o', (reason, formPage, code) => {
    const outcome = classify('create', { kind: 'not_attempted', reason, formPage }, NOW);
    expect(outcome).toMatchObject({ kind: 'not_attempted', failure: { code } });
  });
});
