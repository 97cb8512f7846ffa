import { finding } from './finding.ts';
import type { GateRule } from './gate.ts';

/** A draft goes out under its own account only. Drafts from before the first sign-in belong to nobody yet. */
export const accountOther: GateRule = ({ accountId }, { signedInAccountId }) =>
  signedInAccountId !== null && signedInAccountId !== accountId
    ? [finding('account_other', 'block', 'account', { found: signedInAccountId, expected: accountId })]
    : [];
