import { expect, it } from 'vitest';
import type { AccountState, KnownAccount } from '../../messaging/routes.ts';
import { accountQuestion } from './account-question.ts';

const lea = { id: 'www.vinted.fr:1', login: 'lea', domain: 'www.vinted.fr' };
const sacha = { id: 'www.vinted.fr:2', login: 'sacha', domain: 'www.vinted.fr' };
const known = [{ id: lea.id }, { id: 'local' }] as KnownAccount[];
const state = (owner: typeof lea | null, signedIn: typeof lea | null): AccountState => ({
  owner,
  signedIn,
  adoptionNeeded: !owner && signedIn !== null,
  checkedAt: null,
});

it.each([
  ['nobody is signed in', state(lea, null), null],
  ['the open account is signed in', state(lea, lea), null],
  ['drafts of nobody, and an account without a database', state(null, sacha), 'adopt'],
  ['drafts of nobody, and an account that has a database', state(null, lea), 'open'],
  ['another account, new here', state(lea, sacha), 'make'],
  ['another account that has a database', state(sacha, lea), 'open'],
  ['nothing known yet', null, null],
])('%s', (_, account, kind) => {
  expect(accountQuestion(account, known)?.kind ?? null).toBe(kind);
});
