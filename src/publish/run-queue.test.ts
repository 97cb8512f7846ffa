import { describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { StoreFullError, StoreLostError } from '../store/store-errors.ts';
import type { VintedFailure } from '../vinted/vinted.ts';
import { cancelJob, pauseQueue, resumeQueue } from './queue-commands.ts';
import { rehearsalOf } from './queue-view.ts';
import { resolveUnknown } from './resolve-unknown.ts';
import { publishRig } from './test-rig.ts';
import type { Fault } from './test-vinted.ts';

type Rig = Awaited<ReturnType<typeof publishRig>>;
const failing = (
  on: Fault['on'],
  kind: 'refused' | 'unclear' | 'not_attempted',
  failure: VintedFailure,
  more: Partial<Fault> = {},
): Fault => ({
  on,
  outcome: { kind, failure },
  ...more,
});
const unclear = (code: VintedFailure['code'] = 'timeout') =>
  ({ kind: 'unclear', failure: { code } }) as const;

async function published(rig: Rig, id = 'draft-1') {
  expect(rig.draft(id)).toMatchObject({ status: 'published' });
  expect(rig.vinted.listings).toHaveLength(1);
  expect(rig.log().at(-1)).toMatchObject({ status: 'ok', dry_run: 0 });
  expect((await rig.view()).jobs).toEqual([]);
}

describe('a publication', () => {
  it('goes from preview to listing, each photo once and in order', async () => {
    const rig = await publishRig();
    const id = await rig.seed(3);
    await rig.enqueue(id);
    expect(rig.draft(id)).toMatchObject({ status: 'prepared', locked: true });
    await rig.live();
    await published(rig);
    expect(rig.vinted.calls.map((call) => call.call)).toEqual([
      'current_user',
      'configuration',
      'wardrobe',
      'photo',
      'current_user',
      'photo',
      'current_user',
      'photo',
      'current_user',
      'create',
      'read_item',
    ]);
    expect(rig.vinted.listings[0]!.item.photos.map((photo) => photo.id)).toEqual(
      rig.vinted.uploads.map((one) => one.id),
    );
    expect(new Set(rig.vinted.uploads.map((one) => one.session))).toEqual(
      new Set([rig.vinted.listings[0]!.item.uploadSessionId]),
    );
    expect(rig.draft(id).online).toMatchObject({
      vintedId: '7000000001',
      url: 'https://www.vinted.fr/items/7000000001',
    });
    expect(rig.draft(id).online?.verifiedAt).not.toBeNull();
    expect(new Set(rig.vinted.acknowledged)).toEqual(new Set(rig.vinted.calls.map((call) => call.requestId)));
  });

  it('keeps two seconds between calls and a minute between publications', async () => {
    const rig = await publishRig();
    await rig.seed(1, 'draft-1');
    await rig.seed(1, 'draft-2');
    await rig.enqueue('draft-1');
    await rig.enqueue('draft-2');
    await rig.live();
    // The second waits for its slot by an alarm, or sleeps when it is under 30 s.
    for (let i = 0; i < 3 && rig.vinted.listings.length < 2; i++) {
      rig.clock.time = Math.max(rig.clock.time, rig.alarms.at(-1) ?? 0);
      await rig.live();
    }
    expect(rig.vinted.listings).toHaveLength(2);
    const times = rig.store.read((reader) =>
      reader.all<{ step: string; at: string }>(
        `SELECT step, started_at AS at FROM plugin_tasks ORDER BY started_at, id`,
      ),
    );
    const creates = times.filter((task) => task.step === 'create_listing').map((task) => Date.parse(task.at));
    expect(creates[1]! - creates[0]!).toBeGreaterThanOrEqual(60_000);
    // An intent may be older than its call: what is kept apart are the calls, seen by their sleeps.
    expect(rig.clock.slept.filter((ms) => ms === 2_000).length).toBeGreaterThanOrEqual(10);
  });

  it('makes no fifth in an hour', async () => {
    const rig = await publishRig();
    for (let i = 1; i <= 5; i++) {
      await rig.seed(1, `draft-${i}`);
      await rig.enqueue(`draft-${i}`);
    }
    for (let i = 0; i < 12; i++) {
      await rig.live();
      const next = rig.alarms.at(-1);
      if (next && next - rig.clock.time < 600_000) rig.clock.time = Math.max(next, rig.clock.time);
    }
    expect(rig.vinted.listings).toHaveLength(4);
    expect(rig.alarms.at(-1)! - rig.clock.time).toBeGreaterThan(600_000);
    rig.clock.time = rig.alarms.at(-1)!;
    await rig.live();
    expect(rig.vinted.listings).toHaveLength(5);
  });

  it('keeps other limits where its rules bring them', async () => {
    const rig = await publishRig();
    rig.deps.pace.limits = { hour: 1, day: 9, firstWeek: false };
    for (let i = 1; i <= 2; i++) {
      await rig.seed(1, `draft-${i}`);
      await rig.enqueue(`draft-${i}`);
    }
    await rig.live();
    expect(rig.vinted.listings).toHaveLength(1);
    expect((await rig.view()).pace).toMatchObject({ hour: { used: 1, limit: 1 }, today: { limit: 9 } });
  });

  it('sends nothing for a draft that is not what was confirmed', async () => {
    const rig = await publishRig();
    const id = await rig.seed(2);
    await rig.enqueue(id);
    await rig.store.write((tx) => tx.run(`UPDATE drafts SET price = 99 WHERE id = ?`, [id]));
    await rig.live();
    expect(rig.vinted.listings).toEqual([]);
    expect(rig.draft(id).status).toBe('ready');
    expect((await rig.view()).recent[0]).toMatchObject({
      status: 'cancelled',
      error: { code: 'token_stale' },
    });
  });
});

describe('a rehearsal', () => {
  it('walks every step, sends nothing that has an effect, and can be read', async () => {
    const rig = await publishRig();
    const id = await rig.seed(2);
    await rig.enqueue(id, 'rehearsal');
    await rig.live();
    expect(rig.vinted.uploads).toEqual([]);
    expect(rig.vinted.listings).toEqual([]);
    expect(rig.draft(id).status).toBe('ready');
    expect(rig.log()).toEqual([{ status: 'ok', dry_run: 1, listing_url: null }]);
    const rehearsal = rehearsalOf(rig.deps, id)!;
    expect(rehearsal.tasks.map((task) => [task.step, task.method, task.status])).toEqual([
      ['check_session', 'GET', 'done'],
      ['read_configuration', 'GET', 'done'],
      ['read_wardrobe', 'GET', 'done'],
      ['upload_image_1', 'POST', 'rehearsed'],
      ['upload_image_2', 'POST', 'rehearsed'],
      ['create_listing', 'POST', 'rehearsed'],
      ['verify_listing', 'GET', 'rehearsed'],
    ]);
    expect(rehearsal.tasks[5]!.payload).toMatchObject({
      item: { title: 'T-shirt blanc en coton draft-1', price: 12.5 },
    });
    expect((await rig.prepare(id)).ok).toBe(true);
  });

  it('is not what a rehearsal token can be made to exceed', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    const preview = await rig.prepare(id, 'rehearsal');
    if (!preview.ok) throw new Error();
    expect(await rig.confirm(preview.value.confirmToken, false)).toMatchObject({
      ok: false,
      error: { code: 'bad_token' },
    });
    expect(rig.log()).toEqual([]);
  });
});

describe('never twice', () => {
  it('redeems a token once, a key once, and opens one job per draft', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    const [first, second] = [await rig.prepare(id), await rig.prepare(id)];
    if (!first.ok || !second.ok) throw new Error();
    const answers = await Promise.all([
      rig.confirm(first.value.confirmToken),
      rig.confirm(first.value.confirmToken),
      rig.confirm(second.value.confirmToken),
    ]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    await rig.live();
    expect(await rig.confirm(first.value.confirmToken)).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    expect(await rig.confirm(second.value.confirmToken)).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    await published(rig);
  });

  it.each([
    ['real', 'rehearsal'],
    ['rehearsal', 'real'],
    ['rehearsal', 'rehearsal'],
  ] as const)('an open %s job keeps out a %s one of the same draft', async (first, second) => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    const [one, two] = [await rig.prepare(id, first), await rig.prepare(id, second)];
    if (!one.ok || !two.ok) throw new Error();
    expect((await rig.confirm(one.value.confirmToken, first === 'rehearsal')).ok).toBe(true);
    expect(await rig.confirm(two.value.confirmToken, second === 'rehearsal')).toMatchObject({
      error: { code: 'conflict' },
    });
    expect((await rig.view()).jobs).toHaveLength(1);
    expect(rig.log()).toHaveLength(1);
  });

  it('redeems a token once, under whatever key', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    const preview = await rig.prepare(id);
    if (!preview.ok) throw new Error();
    const job = await rig.confirm(preview.value.confirmToken, false, 'first-key');
    if (!job.ok) throw new Error();
    expect((await cancelJob(rig.deps, job.value.id)).ok).toBe(true);
    expect((await rig.prepare(id)).ok).toBe(true);
    expect(await rig.confirm(preview.value.confirmToken, false, 'second-key')).toMatchObject({
      error: { code: 'conflict' },
    });
    expect((await rig.view()).jobs).toEqual([]);
  });

  it('a preview ends with the rehearsal of its draft: what follows is a new preview', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    const preview = await rig.prepare(id, 'real');
    if (!preview.ok) throw new Error();
    await rig.enqueue(id, 'rehearsal');
    await rig.live();
    expect(await rig.confirm(preview.value.confirmToken)).toMatchObject({ error: { code: 'token_stale' } });
  });

  it('starts nothing real before the notice on the terms was ticked, nor for another account', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    const preview = await rig.prepare(id);
    if (!preview.ok) throw new Error();
    const token = preview.value.confirmToken;
    const { accountId } = rig.deps;
    rig.deps.accountId = () => 'www.vinted.fr:2002';
    expect(await rig.confirm(token)).toMatchObject({ error: { code: 'wrong_account' } });
    rig.deps.accountId = accountId;
    await rig.store.write((tx) => tx.run(`DELETE FROM settings WHERE key = 'account.termsAccepted'`));
    expect(await rig.confirm(token)).toMatchObject({ error: { code: 'terms_not_accepted' } });
    expect(rig.log()).toEqual([]);
  });

  it('refuses a key seen before, for whatever draft', async () => {
    const rig = await publishRig();
    await rig.seed(1, 'draft-1');
    await rig.seed(1, 'draft-2');
    const [first, second] = [await rig.prepare('draft-1'), await rig.prepare('draft-2')];
    if (!first.ok || !second.ok) throw new Error();
    expect((await rig.confirm(first.value.confirmToken, false, 'same-key')).ok).toBe(true);
    expect(await rig.confirm(second.value.confirmToken, false, 'same-key')).toMatchObject({
      error: { code: 'conflict' },
    });
    expect(rig.draft('draft-2').status).toBe('prepared');
  });

  it('touches no key for a token that expired, is not ours, or whose content changed', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    const preview = await rig.prepare(id);
    if (!preview.ok) throw new Error();
    const token = preview.value.confirmToken;
    expect(await rig.confirm(`${token.slice(0, -3)}AAA`)).toMatchObject({ error: { code: 'bad_token' } });
    await rig.store.write((tx) => tx.run(`UPDATE drafts SET title = 'Autre titre bien ordinaire'`));
    expect(await rig.confirm(token)).toMatchObject({ error: { code: 'token_stale' } });
    rig.clock.time += 30 * 60_000;
    expect(await rig.confirm(token)).toMatchObject({ error: { code: 'token_expired' } });
    expect(rig.log()).toEqual([]);
  });
});

describe('after a death of the worker', () => {
  /** Every point a publication with two photos passes. */
  async function allPoints(): Promise<string[]> {
    const rig = await publishRig();
    await rig.enqueue(await rig.seed(2));
    await rig.live();
    return rig.points;
  }

  it('goes on at every point: one listing, no photo sent twice', async () => {
    const points = await allPoints();
    expect(points.length).toBeGreaterThanOrEqual(25);
    for (const point of points) {
      const rig = await publishRig();
      await rig.enqueue(await rig.seed(2));
      await rig.live({ killAt: point });
      await rig.live();
      await published(rig);
      expect(rig.vinted.uploads, point).toHaveLength(2);
    }
  });

  it('goes on when worker and page die together; only a create on its way is left to the seller', async () => {
    for (const point of await allPoints()) {
      const rig = await publishRig();
      const id = await rig.seed(2);
      await rig.enqueue(id);
      await rig.live({ killAt: point });
      rig.vinted.closePage();
      await rig.live();
      expect(rig.vinted.listings.length, point).toBeLessThanOrEqual(1);
      if (point === 'create_listing:before-call' || point === 'create_listing:after-call') {
        expect(rig.draft(id).status, point).toBe('manual');
        expect((await rig.view()).halt?.error.code).toBe('outcome_unknown');
      } else {
        await published(rig);
        expect(rig.vinted.uploads.length - 2, point).toBeLessThanOrEqual(1);
      }
    }
  });

  it('survives two deaths at each point', async () => {
    for (const point of await allPoints()) {
      const rig = await publishRig();
      await rig.enqueue(await rig.seed(2));
      await rig.live({ killAt: point });
      await rig.live({ killAt: point });
      await rig.live();
      await published(rig);
      expect(rig.vinted.uploads, point).toHaveLength(2);
    }
  });
});

describe('an outcome nobody knows', () => {
  const faults: Fault[] = [
    { on: 'create', outcome: unclear('timeout'), effect: true },
    { on: 'create', outcome: unclear('vinted_changed'), effect: false },
    { on: 'create', outcome: unclear('challenge'), effect: false },
    { on: 'create', outcome: unclear('server_error'), effect: true },
  ];

  it.each(faults)('is held for the seller, and nothing is sent again: %o', async (fault) => {
    const rig = await publishRig();
    const id = await rig.seed(2);
    rig.vinted.faults = [fault];
    await rig.enqueue(id);
    await rig.live();
    expect(rig.draft(id)).toMatchObject({
      status: 'manual',
      error: { code: 'outcome_unknown', reach: 'maybe' },
    });
    expect(rig.log().at(-1)).toMatchObject({ status: 'manual' });
    expect((await rig.view()).jobs[0]).toMatchObject({ status: 'unknown', createSent: true });
    rig.vinted.faults = [];
    expect(await resumeQueue(rig.deps)).toMatchObject({ ok: false, error: { code: 'outcome_unknown' } });
    await rig.live();
    expect(rig.vinted.calls.filter((call) => call.call === 'create')).toHaveLength(1);
    expect(await rig.prepare(id)).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });

  it('ends by the seller: it is online', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    rig.vinted.faults = [faults[0]!];
    await rig.enqueue(id);
    await rig.live();
    expect(await resolveUnknown(rig.deps, id, 'online', 'pas une adresse')).toMatchObject({
      error: { code: 'invalid_input' },
    });
    const address = 'https://www.vinted.fr/items/7000000001-t-shirt?referrer=catalog';
    expect(await resolveUnknown(rig.deps, id, 'online', address)).toMatchObject({ ok: true });
    await published(rig);
    expect((await rig.view()).halt).toBeNull();
  });

  it('is asked of the page first where only the channel to it broke', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    await rig.enqueue(id);
    const { createItem } = rig.vinted;
    rig.vinted.createItem = async (...args) => {
      await createItem.apply(rig.vinted, args);
      return { kind: 'unclear', failure: { code: 'network', detail: 'lost' } };
    };
    await rig.live();
    await published(rig);
  });

  it('stays unknown where the page went with the channel', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    await rig.enqueue(id);
    const { createItem } = rig.vinted;
    rig.vinted.createItem = async (...args) => {
      await createItem.apply(rig.vinted, args);
      rig.vinted.closePage();
      return { kind: 'unclear', failure: { code: 'network', detail: 'lost' } };
    };
    await rig.live();
    expect(rig.draft(id).status).toBe('manual');
    expect((await rig.view()).halt?.error.code).toBe('outcome_unknown');
    expect(rig.vinted.listings).toHaveLength(1);
  });

  it('does not take a listing that was there before for the one in doubt', async () => {
    const rig = await publishRig();
    await rig.seed(1, 'draft-1');
    await rig.seed(1, 'draft-2');
    await rig.enqueue('draft-1');
    await rig.live();
    const before = rig.draft('draft-1').online!;
    rig.vinted.faults = [{ ...faults[0]!, nth: 2 }];
    rig.clock.time += 120_000;
    await rig.enqueue('draft-2');
    await rig.live();
    expect(await resolveUnknown(rig.deps, 'draft-2', 'online', before.vintedId)).toMatchObject({
      error: { code: 'invalid_input', field: 'listing' },
    });
    expect(rig.draft('draft-1').online).toEqual(before);
    expect(rig.draft('draft-2').status).toBe('manual');
  });

  it('ends by the seller: it is not online, and a new preview is needed', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    rig.vinted.faults = [faults[1]!];
    await rig.enqueue(id);
    await rig.live();
    rig.vinted.faults = [];
    expect((await resolveUnknown(rig.deps, id, 'not_online', null)).ok).toBe(true);
    expect(rig.draft(id).status).toBe('ready');
    await rig.live();
    expect(rig.vinted.listings).toEqual([]);
    await rig.enqueue(id);
    rig.clock.time += 120_000;
    await rig.live();
    await published(rig);
  });
});

describe('a failure before the create', () => {
  it.each([
    ['signed_out', 'paused', 'prepared'],
    ['vinted_changed', 'paused', 'prepared'],
    ['rate_limited', 'paused', 'prepared'],
    ['challenge', 'manual', 'manual'],
    ['restricted', 'manual', 'manual'],
  ] as const)(
    '%s: job %s, draft %s, and it goes on after the human, no photo sent twice',
    async (code, job, draft) => {
      const rig = await publishRig();
      const id = await rig.seed(3);
      rig.vinted.faults = [failing('photo', 'refused', { code }, { nth: 2 })];
      await rig.enqueue(id);
      await rig.live();
      expect(rig.draft(id).status).toBe(draft);
      const view = await rig.view();
      expect(view.jobs[0]).toMatchObject({ status: job, error: { code, reach: 'none' } });
      expect(view.halt?.error.code).toBe(code);
      await rig.live();
      expect(rig.vinted.listings).toEqual([]);

      rig.vinted.faults = [];
      rig.clock.time += 20 * 60_000;
      expect((await resumeQueue(rig.deps)).ok).toBe(true);
      await rig.live();
      await published(rig);
      expect(rig.vinted.uploads).toHaveLength(3);
    },
  );

  it('can not be resumed before the time Vinted asked for', async () => {
    const rig = await publishRig();
    rig.vinted.faults = [failing('photo', 'refused', { code: 'rate_limited', retryAfterMs: 90_000 })];
    await rig.enqueue(await rig.seed(1));
    await rig.live();
    rig.clock.time += 60_000;
    expect(await resumeQueue(rig.deps)).toMatchObject({ ok: false, error: { code: 'rate_limited' } });
    rig.clock.time += 31_000;
    expect((await resumeQueue(rig.deps)).ok).toBe(true);
  });

  it('another account signed in: nothing is sent', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    rig.vinted.account = { vintedId: '2002', login: 'autre', domain: 'www.vinted.fr' };
    await rig.enqueue(id);
    await rig.live();
    expect(rig.vinted.uploads).toEqual([]);
    expect((await rig.view()).halt?.error).toMatchObject({
      code: 'wrong_account',
      params: { found: 'autre', expected: 'lea.vestiaire' },
    });
    expect(rig.draft(id).status).toBe('prepared');
  });

  it('a photo sent while another account was signed in is sent again by ours, and no other', async () => {
    const rig = await publishRig();
    const ours = rig.vinted.account;
    const upload = rig.vinted.uploadPhoto.bind(rig.vinted);
    rig.vinted.uploadPhoto = (...call) => {
      if (rig.vinted.uploads.length === 1) rig.vinted.account = { ...ours, vintedId: '2', login: 'autre' };
      return upload(...call);
    };
    await rig.enqueue(await rig.seed(3));
    await rig.live();
    expect((await rig.view()).halt?.error.code).toBe('wrong_account');
    expect(rig.vinted.uploads).toHaveLength(2);
    rig.vinted.account = ours;
    await resumeQueue(rig.deps);
    await rig.live();
    expect(rig.vinted.listings[0]!.item.photos.map((photo) => photo.id - 99_000_000_001)).toEqual([0, 2, 3]);
  });

  it('a photo that fails three times ends as an error that names it; the next draft goes on', async () => {
    const rig = await publishRig();
    await rig.seed(2, 'draft-1');
    await rig.seed(1, 'draft-2');
    const fault = (nth: number) =>
      failing('photo', 'refused', { code: 'photo_upload_failed', apiCode: 50 }, { nth });
    rig.vinted.faults = [fault(2), fault(3), fault(4)];
    await rig.enqueue('draft-1');
    await rig.enqueue('draft-2');
    await rig.live();
    expect(rig.draft('draft-1')).toMatchObject({
      status: 'error',
      error: { code: 'photo_upload_failed', params: { photo: 2 } },
    });
    expect(rig.draft('draft-2').status).toBe('published');
  });

  it('a closed page is opened again once, then the job waits', async () => {
    const rig = await publishRig();
    const id = await rig.seed(2);
    rig.vinted.faults = [failing('photo', 'not_attempted', { code: 'no_page' }, { nth: 1 })];
    await rig.enqueue(id);
    await rig.live();
    await published(rig);
  });

  it('no page at all: prepared and paused', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    rig.vinted.pagesCanOpen = false;
    await rig.enqueue(id);
    await rig.live();
    expect(rig.draft(id).status).toBe('prepared');
    expect((await rig.view()).halt?.error.code).toBe('no_page');
  });
});

describe('a refusal at the create', () => {
  it('400 with errors: draft error, log error, what Vinted said is kept', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    const errors = [{ field: 'brand', value: 'Le champ Marque doit être renseigné' }];
    rig.vinted.faults = [failing('create', 'refused', { code: 'vinted_rejected', apiCode: 99, errors })];
    await rig.enqueue(id);
    await rig.live();
    expect(rig.draft(id)).toMatchObject({
      status: 'error',
      error: { code: 'vinted_rejected', reach: 'none', params: { field: 'brand', value: errors[0]!.value } },
    });
    expect(rig.log().at(-1)).toMatchObject({ status: 'error' });
  });

  it('a well-formed 401: by hand, with a new preflight', async () => {
    const rig = await publishRig();
    await rig.enqueue(await rig.seed(1));
    rig.vinted.faults = [failing('create', 'refused', { code: 'signed_out' }, { nth: 1 })];
    await rig.live();
    await rig.live();
    expect(rig.vinted.calls.filter((call) => call.call === 'create')).toHaveLength(1);
    rig.clock.time += 120_000;
    expect((await resumeQueue(rig.deps)).ok).toBe(true);
    await rig.live();
    await published(rig);
    expect(rig.vinted.calls.filter((call) => call.call === 'wardrobe')).toHaveLength(2);
  });
});

describe('reading back', () => {
  it('that fails leaves the listing published, to be verified', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    rig.vinted.faults = [1, 2, 3].map((nth) =>
      failing('read_item', 'refused', { code: 'server_error' }, { nth }),
    );
    await rig.enqueue(id);
    await rig.live();
    await published(rig);
    expect(rig.draft(id).online?.verifiedAt).toBeNull();
    expect((await rig.view()).recent[0]!.error?.code).toBe('verify_failed');
  });
});

describe('a stop of Vinted while reading back', () => {
  it.each([
    ['challenge', 'unclear'],
    ['restricted', 'refused'],
    ['action_required', 'refused'],
    ['access_denied', 'refused'],
    ['rate_limited', 'refused'],
  ] as const)('%s: the listing is saved, nothing is asked again, a human resumes', async (code, kind) => {
    const rig = await publishRig();
    await rig.seed(1, 'draft-1');
    await rig.seed(1, 'draft-2');
    rig.vinted.faults = [failing('read_item', kind, { code, retryAfterMs: 600_000 })];
    await rig.enqueue('draft-1');
    await rig.enqueue('draft-2');
    await rig.live();
    expect(rig.draft('draft-1')).toMatchObject({ status: 'published', online: { verifiedAt: null } });
    expect(rig.vinted.calls.at(-1)!.call).toBe('read_item');
    expect(rig.vinted.calls.filter((call) => call.call === 'read_item')).toHaveLength(1);
    const view = await rig.view();
    expect(view.recent[0]).toMatchObject({ status: 'completed', error: { code, reach: 'sent' } });
    expect(view.halt?.error).toMatchObject({ code, reach: 'sent' });
    rig.clock.time += 120_000;
    await rig.live();
    expect(rig.vinted.calls.at(-1)!.call).toBe('read_item');
  });
});

describe('the seller', () => {
  it('pauses, and nothing leaves until the resume', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    await rig.enqueue(id);
    await pauseQueue(rig.deps);
    await rig.live();
    expect(rig.vinted.calls).toEqual([]);
    await resumeQueue(rig.deps);
    await rig.live();
    await published(rig);
  });

  it('stops everything by panic, read before anything else', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    await rig.enqueue(id);
    rig.browser.panic = true;
    await rig.live();
    expect(rig.vinted.calls).toEqual([]);
    const other = await rig.seed(1, 'draft-2');
    const preview = await rig.prepare(other);
    expect(preview.ok && (await rig.confirm(preview.value.confirmToken))).toMatchObject({
      error: { code: 'panic' },
    });
  });

  it('cancels before the create; not after', async () => {
    const rig = await publishRig();
    const id = await rig.seed(2);
    const job = await rig.enqueue(id);
    await rig.live({ killAt: 'upload_image_1:after-outcome' });
    expect((await cancelJob(rig.deps, job.id)).ok).toBe(true);
    expect(rig.draft(id).status).toBe('ready');
    await rig.live();
    expect(rig.vinted.listings).toEqual([]);

    const second = await rig.enqueue(id);
    await rig.live({ killAt: 'create_listing:before-call' });
    expect(await cancelJob(rig.deps, second.id)).toMatchObject({
      ok: false,
      error: { code: 'outcome_unknown' },
    });
    await rig.live();
    await published(rig);
  });

  it('a job whose create may have left is never given up for its age', async () => {
    for (const pageStays of [true, false]) {
      const rig = await publishRig();
      const id = await rig.seed(1);
      await rig.enqueue(id);
      await rig.live({ killAt: 'create_listing:after-call' });
      if (!pageStays) rig.vinted.closePage();
      rig.clock.time += 25 * 3_600_000;
      await rig.live();
      expect(rig.draft(id).status).toBe(pageStays ? 'published' : 'manual');
      expect(rig.vinted.listings).toHaveLength(1);
    }
  });

  it('a job that waited a day beyond its slot is given up', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    await rig.enqueue(id);
    rig.clock.time += 25 * 3_600_000;
    await rig.live();
    expect(rig.vinted.calls).toEqual([]);
    expect(rig.draft(id).status).toBe('ready');
    expect((await rig.view()).recent[0]).toMatchObject({
      status: 'cancelled',
      error: { code: 'job_expired' },
    });
  });
});

describe('what comes in between', () => {
  it('a job cancelled while its page is being opened stays cancelled', async () => {
    const rig = await publishRig();
    const id = await rig.seed(1);
    const job = await rig.enqueue(id);
    rig.vinted.openPage = async () => {
      expect((await cancelJob(rig.deps, job.id)).ok).toBe(true);
      return { ok: false, error: { code: 'no_page', reach: 'none' } };
    };
    await rig.live();
    const view = await rig.view();
    expect(view.jobs).toEqual([]);
    expect(view.halt).toBeNull();
    expect(view.recent[0]).toMatchObject({ status: 'cancelled', error: { code: 'cancelled' } });
    expect(rig.draft(id).status).toBe('ready');
  });

  it.each(['panic', 'pause'])(
    '%s after the intent of the create: the create does not leave',
    async (stop) => {
      const rig = await publishRig();
      const id = await rig.seed(1);
      await rig.enqueue(id);
      const { set } = rig.deps.browserState;
      rig.deps.browserState.set = async (key, value) => {
        await set(key, value);
        if (key !== 'createTimes' || (value as number[]).length === 0) return;
        if (stop === 'panic') rig.browser.panic = true;
        else await pauseQueue(rig.deps);
      };
      await rig.live();
      expect(rig.vinted.listings).toEqual([]);
      expect((await rig.view()).jobs[0]).toMatchObject({ createSent: false });
      expect(rig.browser.createTimes).toEqual([]);

      rig.deps.browserState.set = set;
      rig.browser.panic = false;
      await resumeQueue(rig.deps);
      // The page went with the stop: no doubt remains all the same, since nothing had left.
      rig.vinted.closePage();
      await rig.live();
      await published(rig);
    },
  );

  it('a clock that goes back in mid-job costs no endless looks at the account', async () => {
    const rig = await publishRig();
    await rig.enqueue(await rig.seed(2));
    await rig.live({ killAt: 'upload_image_1:after-outcome' });
    rig.clock.time -= 45 * 60_000;
    await rig.live();
    await published(rig);
    expect(rig.vinted.calls.filter((call) => call.call === 'current_user').length).toBeLessThanOrEqual(5);
  });
});

describe('the count of creates', () => {
  it('does not grow by creates that a full disk kept from leaving', async () => {
    const rig = await publishRig();
    await rig.enqueue(await rig.seed(1));
    const write = rig.store.write.bind(rig.store) as Store['write'];
    const createIsNext = () =>
      rig.store.read((reader) =>
        reader.get(
          `SELECT 1 FROM plugin_tasks WHERE step = 'recheck_account' AND status = 'done'
           AND NOT EXISTS (SELECT 1 FROM plugin_tasks WHERE step = 'create_listing')`,
        ),
      ) !== null;
    rig.deps.store.write = (change) =>
      createIsNext() ? Promise.reject(new StoreFullError('test')) : write(change);
    await rig.live().catch(() => undefined);
    await rig.live().catch(() => undefined);
    rig.deps.store.write = write;
    expect(rig.browser.createTimes).toEqual([]);
    await rig.live();
    await published(rig);
  });

  it('holds the line no longer than a day where the clock went back, and says until when', async () => {
    const rig = await publishRig();
    await rig.seed(1, 'draft-1');
    await rig.seed(1, 'draft-2');
    await rig.enqueue('draft-1');
    await rig.live();
    const created = (rig.browser.createTimes as number[])[0]!;
    rig.clock.time = created - 2 * 3_600_000;
    await rig.enqueue('draft-2');
    const { nextAt } = (await rig.view()).pace;
    expect(Date.parse(nextAt!)).toBe(created + 60_000);
    rig.clock.time = Date.parse(nextAt!);
    await rig.live();
    expect(rig.draft('draft-2').status).toBe('published');

    await rig.seed(1, 'draft-3');
    rig.clock.time = created - 400 * 24 * 3_600_000;
    await rig.enqueue('draft-3');
    await rig.live();
    expect(rig.draft('draft-3').status).toBe('published');
  });

  it('does not grow by a create that the page did not let leave, told after a death', async () => {
    const rig = await publishRig();
    await rig.enqueue(await rig.seed(1));
    rig.vinted.faults = [failing('create', 'not_attempted', { code: 'network', detail: 'offline' })];
    await rig.live({ killAt: 'create_listing:after-call' });
    await rig.live();
    expect(rig.draft('draft-1').status).toBe('prepared');
    expect((await rig.view()).pace.today.used).toBe(0);
  });
});

describe('what no call answers', () => {
  it('a bug halts the account, says so, and goes on once the seller resumes', async () => {
    const rig = await publishRig();
    const id = await rig.seed(2);
    await rig.enqueue(id);
    const { uploadPhoto } = rig.vinted;
    rig.vinted.uploadPhoto = () => Promise.reject(new TypeError('a bug'));
    await expect(rig.live()).rejects.toThrow('a bug');
    expect((await rig.view()).halt?.error).toEqual({ code: 'internal', reach: 'none', detail: 'TypeError' });
    await rig.live();
    rig.vinted.uploadPhoto = uploadPhoto;
    expect((await resumeQueue(rig.deps)).ok).toBe(true);
    await rig.live();
    await published(rig);
    expect(rig.vinted.uploads).toHaveLength(2);
  });

  it('a bug around the create leaves the doubt in view', async () => {
    const rig = await publishRig();
    await rig.enqueue(await rig.seed(1));
    const { createItem } = rig.vinted;
    rig.vinted.createItem = async (...args) => {
      await createItem.apply(rig.vinted, args);
      throw new TypeError('a bug');
    };
    await expect(rig.live()).rejects.toThrow('a bug');
    expect((await rig.view()).halt?.error).toMatchObject({ code: 'internal', reach: 'maybe' });
    expect((await resumeQueue(rig.deps)).ok).toBe(true);
    await rig.live();
    await published(rig);
  });

  it.each([
    ['full', () => new StoreFullError('test'), 'storage_full'],
    ['lost', () => new StoreLostError('test', 'gone'), 'store_lost'],
  ] as const)(
    'a disk that is %s when the create answered: said, tried again, one listing',
    async (_, make, code) => {
      const rig = await publishRig();
      await rig.enqueue(await rig.seed(1));
      const write = rig.store.write.bind(rig.store) as Store['write'];
      rig.deps.store.write = (change) =>
        rig.vinted.listings.length > 0 ? Promise.reject(make()) : write(change);
      await expect(rig.live()).rejects.toThrow();
      expect(rig.vinted.acknowledged).toHaveLength(rig.vinted.calls.length - 1);
      expect((await rig.view()).halt?.error).toMatchObject({ code, reach: 'maybe' });
      expect(rig.alarms.at(-1)).toBeGreaterThan(rig.clock.time);
      await expect(rig.live()).rejects.toThrow();
      rig.deps.store.write = write;
      await rig.live();
      await published(rig);
      expect((await rig.view()).halt).toBeNull();
    },
  );

  it('a disk that cannot be read either: an alarm brings the queue back', async () => {
    const rig = await publishRig();
    await rig.enqueue(await rig.seed(1));
    const read = rig.store.read.bind(rig.store) as Store['read'];
    const write = rig.store.write.bind(rig.store) as Store['write'];
    rig.deps.store.read = () => {
      throw new StoreLostError('test', 'gone');
    };
    rig.deps.store.write = (change) => {
      rig.deps.store.read = read;
      return write(change);
    };
    await expect(rig.live()).rejects.toThrow(StoreLostError);
    expect(rig.alarms.at(-1)).toBeGreaterThan(rig.clock.time);
    await rig.live();
    await published(rig);
  });
});
