import { SECOND_ACCOUNT, DEMO_ACCOUNT, type Misbehaviour, type Sandbox } from '../../sandbox/sandbox.ts';
import { clockAhead } from '../clock-ahead.ts';
import { closeVintedTabs } from '../deaths.ts';
import { expect, test } from '../fixtures.ts';
import { UnluckySeller, type Standing } from '../unlucky-seller.ts';
import { askWorker } from '../worker.ts';

test.setTimeout(150_000);

const PHOTO = { path: 'photo.upload' };
const WARDROBE = { path: 'wardrobe.list' };
const CONFIGURATION = { path: 'ref.form_configuration' };

const always = (rule: Misbehaviour) => (sandbox: Sandbox) =>
  void sandbox.misbehave({ ...rule, match: { ...rule.match, nth: 'every' } });
const once = (rule: Misbehaviour) => (sandbox: Sandbox) => void sandbox.misbehave(rule);
const nthPhoto = (nth: number, rule: Misbehaviour) => once({ ...rule, match: { ...PHOTO, nth } });

/** The rows on which the piece stays prepared or waits for a human, and goes on when the seller says so. */
interface Row {
  when: string;
  trouble: (sandbox: Sandbox) => void;
  standing: Standing;
  /** How the seller takes the cause away, where it is not enough that the site behaves. */
  repair?: (sandbox: Sandbox) => void;
  /** How long after the failure the seller may go on at the earliest. */
  waitMs?: number;
}

const paused = (code: Standing['code'], says?: RegExp | string): Standing => ({
  job: 'paused',
  draft: 'prepared',
  code,
  says,
});
const handedOver = (code: Standing['code'], says?: RegExp | string): Standing => ({
  job: 'manual',
  draft: 'manual',
  code,
  says,
});

async function walk(seller: UnluckySeller, rows: Row[]): Promise<void> {
  for (const { when, trouble, standing, repair, waitMs } of rows) {
    await test.step(when, async () => {
      const piece = seller.takePiece();
      await seller.publish(piece.id, trouble);
      await seller.expectStanding(piece.id, standing);
      expect(seller.creates).toBe(0);
      repair?.(seller.sandbox);
      if (waitMs) {
        await expect(seller.goOn).toHaveCount(0);
        await clockAhead(seller.preview, waitMs);
      }
      await seller.resume();
      await seller.expectOnlineOnce(piece);
    });
  }
}

const ACCOUNT: Row[] = [
  {
    when: 'signed out before anything was sent',
    trouble: (sandbox) => sandbox.signOut(),
    standing: paused('signed_out'),
    repair: (sandbox) => sandbox.signInAs(DEMO_ACCOUNT),
  },
  {
    when: '401 for ever on a photo',
    trouble: always({ match: PHOTO, unauthorized: true }),
    standing: paused('signed_out'),
  },
  {
    when: 'another account signed in between preview and start',
    trouble: (sandbox) => sandbox.signInAs(SECOND_ACCOUNT),
    standing: paused('wrong_account', 'sacha_demo'),
    repair: (sandbox) => sandbox.signInAs(DEMO_ACCOUNT),
  },
  {
    when: 'another account signed in after the first photo',
    trouble: (sandbox) => void sandbox.waitFor(PHOTO, 30_000).then(() => sandbox.signInAs(SECOND_ACCOUNT)),
    standing: paused('wrong_account', 'sacha_demo'),
    repair: (sandbox) => sandbox.signInAs(DEMO_ACCOUNT),
  },
];

test('signed out or another account: paused, and goes on when the right one is back', async ({ seller }) => {
  const unlucky = await UnluckySeller.moveIn(seller, ACCOUNT.length + 2);
  await walk(unlucky, ACCOUNT);
  for (const [when, trouble] of [
    [
      'a session that went stale is repaired by loading a page',
      (sandbox: Sandbox) => sandbox.expireAccessToken(),
    ],
    ['a token that went stale is read again', nthPhoto(1, { match: {}, denied: true })],
  ] as const) {
    await test.step(when, async () => {
      const piece = unlucky.takePiece();
      await unlucky.publish(piece.id, trouble);
      await unlucky.expectOnlineOnce(piece);
      await expect(unlucky.preview.getByTestId('error-block')).toHaveCount(0);
    });
  }
});

const MINUTE_MS = 60_000;
const HUMAN: Row[] = [
  {
    when: 'a challenge as JSON on the first photo',
    trouble: nthPhoto(1, { match: {}, challenge: 'datadome-json' }),
    standing: handedOver('challenge', 'Rien n’est en ligne.'),
    waitMs: MINUTE_MS,
  },
  {
    when: 'a challenge as a page on the second photo',
    trouble: nthPhoto(2, { match: {}, challenge: 'datadome-html' }),
    standing: handedOver('challenge', 'La photo envoyée resservira.'),
    waitMs: MINUTE_MS,
  },
  {
    when: 'a Cloudflare page on a read',
    trouble: once({ match: WARDROBE, challenge: 'cloudflare' }),
    standing: handedOver('challenge'),
    waitMs: MINUTE_MS,
  },
  {
    when: 'a restriction of the account on a photo',
    trouble: nthPhoto(1, { match: {}, sample: 'account.restricted#1' }),
    standing: handedOver('restricted'),
    waitMs: MINUTE_MS,
  },
  {
    when: 'Vinted asks for a phone number',
    trouble: nthPhoto(1, { match: {}, sample: 'account.action_required' }),
    standing: handedOver('action_required'),
    waitMs: MINUTE_MS,
  },
];

test('a check meant for a human: stopped, handed over, and goes on by hand alone', async ({ seller }) => {
  const unlucky = await UnluckySeller.moveIn(seller, HUMAN.length);
  await walk(unlucky, HUMAN);
});

const SITE: Row[] = [
  {
    when: '429 with Retry-After',
    trouble: once({ match: WARDROBE, rateLimit: { retryAfter: 120 } }),
    standing: paused('rate_limited', /à partir de \d\d:\d\d/),
    waitMs: 2 * MINUTE_MS,
  },
  {
    when: '429 without Retry-After',
    trouble: nthPhoto(2, { match: {}, rateLimit: {} }),
    standing: paused('rate_limited', /à partir de \d\d:\d\d/),
    waitMs: 15 * MINUTE_MS,
  },
  {
    when: 'access denied on a photo for ever',
    trouble: always({ match: PHOTO, denied: true }),
    standing: paused('access_denied'),
  },
  {
    when: 'a read that was cut three times',
    trouble: always({ match: CONFIGURATION, cut: 'after' }),
    standing: paused('network', 'Rien n’est en ligne.'),
  },
  {
    when: 'Vinted broken down at a read, three times',
    trouble: always({ match: WARDROBE, badGateway: true }),
    standing: paused('server_error'),
  },
  {
    when: 'an answer of unknown shape on a read',
    trouble: always({ match: WARDROBE, unexpected: true }),
    standing: paused('vinted_changed', '/api/v2/wardrobe/'),
  },
];

test('limits, failures and changes of the site before the create: paused, nothing lost', async ({
  seller,
}) => {
  const unlucky = await UnluckySeller.moveIn(seller, SITE.length + 1);
  await walk(unlucky, SITE);

  await test.step('resuming before its time is refused, with the time', async () => {
    const piece = unlucky.takePiece();
    await unlucky.publish(piece.id, once({ match: PHOTO, rateLimit: { retryAfter: 600 } }));
    await unlucky.expectStanding(piece.id, paused('rate_limited'));
    await expect(unlucky.preview.getByText(/^Reprise possible à partir de \d\d:\d\d/)).toBeVisible();
    const refusal = await askWorker(unlucky.preview, 'queue.resume', { jobId: null }).then(
      () => 'resumed',
      (error: Error) => error.message,
    );
    expect(refusal).toMatch(/"code":"rate_limited".*"resume":"2\d{3}-/);
    await unlucky.expectQuiet();
    await clockAhead(unlucky.preview, 10 * MINUTE_MS);
    await unlucky.resume();
    await unlucky.expectOnlineOnce(piece);
  });
});

test('the vinted tab closed twice under the same piece: paused, until the seller says so', async ({
  rig,
  seller,
}) => {
  const unlucky = await UnluckySeller.moveIn(seller, 1);
  const closeTwice = async (sandbox: Sandbox) => {
    sandbox.misbehave({ match: { ...PHOTO, times: 2 }, silence: true });
    for (let i = 0; i < 2; i++) await sandbox.waitFor(PHOTO, 30_000).then(() => closeVintedTabs(rig));
  };
  const piece = unlucky.takePiece();
  let closed: Promise<void> = Promise.resolve();
  await unlucky.publish(piece.id, (sandbox) => void (closed = closeTwice(sandbox)));
  await closed;
  await unlucky.expectStanding(piece.id, paused('no_page'));
  expect(unlucky.creates).toBe(0);
  await unlucky.resume();
  await unlucky.expectOnlineOnce(piece);
});
