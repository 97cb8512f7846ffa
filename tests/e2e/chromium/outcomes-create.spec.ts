import type { Misbehaviour, Sandbox } from '../../sandbox/sandbox.ts';
import { clockAhead } from '../clock-ahead.ts';
import { expect, test } from '../fixtures.ts';
import { UnluckySeller, type Standing } from '../unlucky-seller.ts';

test.setTimeout(150_000);

const CREATE = { path: 'item.create' };
const READ_BACK = { path: 'item.read' };
const MINUTE_MS = 60_000;
const rule = (misbehaviour: Misbehaviour) => (sandbox: Sandbox) => void sandbox.misbehave(misbehaviour);
const create = (fault: object) => rule({ ...fault, match: CREATE } as Misbehaviour);

const UNKNOWN: Standing = {
  job: 'unknown',
  draft: 'manual',
  code: 'outcome_unknown',
  reach: 'maybe',
  says: 'L’annonce existe peut-être.',
};

/** Every way in which an answer to the create can fail to be one. `made`: the listing is there all the same. */
const LOST: [when: string, fault: object, made: boolean][] = [
  ['cut before the effect', { cut: 'before' }, false],
  ['cut after the effect', { cut: 'after' }, true],
  ['an empty 200', { empty: true }, false],
  ['an empty 200 that made the listing', { empty: true, effect: true }, true],
  ['a page under a JSON label', { html: true }, false],
  ['500', { sample: 'server.500_code_105' }, false],
  ['half an answer', { truncated: true }, true],
  ['a challenge', { challenge: 'datadome-json' }, false],
  ['429', { rateLimit: { retryAfter: 60 } }, false],
  ['a 403 that speaks of automation', { sample: 'account.automation_403' }, false],
];

for (const half of [LOST.slice(0, 5), LOST.slice(5)]) {
  test(`a create without a clear answer waits for the seller's word: ${half.map(([when]) => when).join(', ')}`, async ({
    seller,
  }) => {
    const unlucky = await UnluckySeller.moveIn(seller, half.length);
    for (const [when, fault, made] of half) {
      await test.step(when, async () => {
        const piece = unlucky.takePiece();
        await unlucky.publish(piece.id, create(fault));
        await unlucky.expectStanding(piece.id, UNKNOWN);
        expect(unlucky.creates).toBe(1);
        await expect(unlucky.goOn).toHaveCount(0);
        if (made) {
          await unlucky.sayOnline(piece.title);
          await unlucky.expectOnlineOnce(piece, 1);
        } else {
          await unlucky.sayNotOnline();
          await unlucky.publish(piece.id);
          await unlucky.expectOnlineOnce(piece, 2);
        }
      });
    }
  });
}

test('a create that Vinted refuses for its fields: named in the preview and on the draft, gone after an edit', async ({
  seller,
}) => {
  const unlucky = await UnluckySeller.moveIn(seller, 1);
  const { preview } = unlucky;
  const piece = unlucky.takePiece();
  await unlucky.publish(piece.id, create({ sample: 'validation.99' }));
  await unlucky.expectStanding(piece.id, {
    job: 'failed',
    draft: 'error',
    code: 'vinted_rejected',
    says: /Taille\s: Le champ Taille doit être renseigné · Sélectionne le format de ton colis/,
  });
  await unlucky.pressNext();
  const block = preview.getByTestId('editor').getByTestId('error-block');
  await expect(block).toHaveAttribute('data-code', 'vinted_rejected');
  await expect(block).toContainText('Le champ Taille doit être renseigné');
  await preview.getByTestId('field-price').fill('31,00');
  await unlucky.expectDraft(piece.id, 'ready');
  await unlucky.publish(piece.id);
  await unlucky.expectOnlineOnce(piece, 2);
});

test('a create refused for the session or the token: paused, and never repeated by itself', async ({
  seller,
}) => {
  const unlucky = await UnluckySeller.moveIn(seller, 2);
  for (const [fault, code] of [
    [{ unauthorized: true }, 'signed_out'],
    [{ denied: true }, 'access_denied'],
  ] as const) {
    const piece = unlucky.takePiece();
    await unlucky.publish(piece.id, create(fault));
    await unlucky.expectStanding(piece.id, { job: 'paused', draft: 'prepared', code });
    expect(unlucky.creates).toBe(1);
    const before = unlucky.sandbox.log.length;
    await unlucky.resume();
    await unlucky.expectOnlineOnce(piece, 2);
    const again = unlucky.sandbox.log.slice(before).map((request) => request.endpoint);
    const looked = ['session.current_user', 'ref.form_configuration', 'wardrobe.list'];
    expect(again.slice(0, again.indexOf('item.create'))).toEqual(expect.arrayContaining(looked));
  }
});

test('a photo Vinted does not take: the piece stands in error with the photo named', async ({ seller }) => {
  const second = { path: 'photo.upload', nth: 2 };
  const unlucky = await UnluckySeller.moveIn(seller, 4);
  const failed = (code: Standing['code']): Standing => ({
    job: 'failed',
    draft: 'error',
    code,
    says: /Photo 2/,
  });

  await test.step('502 three times: three tries, then the seller tries again', async () => {
    const piece = unlucky.takePiece();
    await unlucky.publish(piece.id, rule({ match: { ...second, times: 3 }, badGateway: true }));
    await unlucky.expectStanding(piece.id, failed('photo_upload_failed'));
    await unlucky.pressNext();
    await unlucky.publish(piece.id);
    await unlucky.expectOnlineOnce(piece);
  });
  await test.step('502 twice: goes on by itself', async () => {
    const piece = unlucky.takePiece();
    await unlucky.publish(piece.id, rule({ match: { ...second, times: 2 }, badGateway: true }));
    await unlucky.expectOnlineOnce(piece);
  });
  for (const fault of [{ sample: 'photo.code_51' }, { sample: 'photo.too_large_413' }]) {
    await test.step(fault.sample, async () => {
      const piece = unlucky.takePiece();
      await unlucky.publish(piece.id, rule({ match: second, ...fault }));
      await unlucky.expectStanding(piece.id, failed('photo_too_large'));
      await unlucky.pressNext();
      await expect(unlucky.preview.getByTestId('editor').getByTestId('error-block')).toContainText('Photo 2');
      await unlucky.preview.getByTestId('field-price').fill('31,00');
      await unlucky.expectDraft(piece.id, 'ready');
      await unlucky.publish(piece.id);
      await unlucky.expectOnlineOnce(piece);
    });
  }
});

test('a listing that cannot be read back is published, to verify', async ({ seller }) => {
  const unlucky = await UnluckySeller.moveIn(seller, 2);
  for (const fault of [{ badGateway: true }, { unexpected: true }]) {
    const piece = unlucky.takePiece();
    await unlucky.publish(
      piece.id,
      rule({ match: { ...READ_BACK, nth: 'every' }, ...fault } as Misbehaviour),
    );
    await expect(unlucky.result).toHaveAttribute('data-status', 'completed');
    await expect(unlucky.result).toContainText('Publiée, à vérifier');
    await expect(unlucky.result).toContainText('n’a pas pu être relue');
    await expect(unlucky.result.getByTestId('listing-link')).toHaveAttribute(
      'href',
      /vinted\.fr\/items\/\d+/,
    );
    await unlucky.expectQuiet();
    await unlucky.expectOnlineOnce(piece);
    unlucky.sandbox.behave();
  }
});

test('a confirmation that waited too long: nothing is sent, the piece is ready again', async ({ seller }) => {
  const unlucky = await UnluckySeller.moveIn(seller, 2);
  const { preview, sandbox } = unlucky;

  await test.step('the preview ran out after half an hour', async () => {
    const piece = unlucky.takePiece();
    await unlucky.lookAt(piece.id);
    await clockAhead(preview, 31 * MINUTE_MS);
    const block = preview.getByTestId('error-block');
    await expect(block).toHaveAttribute('data-code', 'token_expired');
    await expect(preview.getByTestId('publish-now')).toBeDisabled();
    await block.getByTestId('error-action').click();
    await unlucky.publish(piece.id);
    await unlucky.expectOnlineOnce(piece);
  });

  await test.step('the job waited a day and a little', async () => {
    const piece = unlucky.takePiece();
    await preview.getByTestId('nav-pause').click();
    await unlucky.lookAt(piece.id);
    await preview.getByTestId('publish-now').click();
    await expect(unlucky.result).toHaveAttribute('data-status', 'queued');
    const before = sandbox.log.length;
    await clockAhead(preview, 25 * 60 * MINUTE_MS);
    await preview.getByTestId('queue-resume').click();
    await unlucky.expectStanding(piece.id, { job: 'cancelled', draft: 'ready', code: 'job_expired' });
    expect(sandbox.log.length).toBe(before);
    await unlucky.pressNext();
    await unlucky.publish(piece.id);
    await unlucky.expectOnlineOnce(piece);
  });
});
