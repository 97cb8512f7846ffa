import { browser } from 'wxt/browser';
import { domainOf } from '../../accounts/account-id.ts';
import { checkAccount } from '../../accounts/check-account.ts';
import { knownAccount } from '../../accounts/known-account.ts';
import type { AccountState } from '../../accounts/account.ts';
import type { Handlers } from '../../messaging/server.ts';
import { appError } from '../../shared/app-error.ts';
import { fail, ok } from '../../shared/result.ts';
import type { AppContext } from '../context.ts';

export type AccountContext = Pick<AppContext, 'store' | 'clock' | 'accountId' | 'vinted' | 'accounts'>;

export const accountHandlers = {
  'account.state': (_request, { store }) => Promise.resolve(ok(store.read(knownAccount))),
  'account.check': (_request, context) => checkAccount(context),
  'account.adopt': ({ accountId }, { accounts }) => accounts.adopt(accountId),
  'account.list': async (_request, { accounts }) => ok({ accounts: await accounts.list() }),
  'account.switch': ({ accountId, make }, { accounts }) => accounts.switchTo(accountId, make),
  'account.erase.preview': ({ what }, { accounts }) => accounts.erasePreview(what),
  'account.erase': async ({ what, typed }, { accounts }) => {
    const done = await accounts.erase(what, typed);
    return done.ok ? ok({ erased: true }) : done;
  },

  /** Brings Vinted to the front for the seller: a tab that is open, or a new one. */
  'account.openVinted': async ({ where }, { store, accountId }) => {
    const origin = `https://${domainOf(accountId())}`;
    const path = where === 'wardrobe' ? wardrobePath(store.read(knownAccount)) : '/';
    const tabs = path === '/' ? await browser.tabs.query({ url: `${origin}/*` }) : [];
    // A private window holds another session.
    const open = tabs.find((tab) => !tab.incognito);
    const tab =
      open?.id === undefined
        ? await browser.tabs.create({ url: origin + path, active: true })
        : await browser.tabs.update(open.id, { active: true });
    if (tab?.id === undefined) return fail(appError('no_page', { reach: 'none' }));
    if (tab.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
    return ok({ tabId: tab.id });
  },
} satisfies Partial<Handlers<AccountContext>>;

/** The own wardrobe; Vinted's start page where nobody is known. */
function wardrobePath({ owner, signedIn }: AccountState): string {
  const account = owner ?? signedIn;
  return account ? `/member/${account.id.slice(account.domain.length + 1)}` : '/';
}
