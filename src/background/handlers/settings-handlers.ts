import { accountSettings, changeAccountSettings } from '../../accounts/account-settings.ts';
import { recheckAll } from '../../drafts/recheck-outdated.ts';
import type { Settings } from '../../messaging/routes.ts';
import type { Handlers } from '../../messaging/server.ts';
import { ok } from '../../shared/result.ts';
import { writeResult } from '../../store/rollback.ts';
import type { AppContext } from '../context.ts';

export type SettingsContext = Pick<AppContext, 'store' | 'clock' | 'accountId' | 'browserState' | 'announce'>;

const OF_BROWSER = ['language', 'theme', 'singleKeys'] as const;

export const settingsHandlers = {
  'settings.get': async (_request, context) => ok(await settingsOf(context)),

  /** Language, theme and keys belong to the browser; the rest to the account (spec section 3). */
  'settings.set': async ({ patch }, context) => {
    const { store, clock, browserState } = context;
    const accountId = context.accountId();
    const before = await settingsOf(context);
    const { language, theme, singleKeys, ...ofAccount } = patch;
    const saved = await writeResult(store, (tx) =>
      ok(changeAccountSettings(tx, accountId, ofAccount, clock)),
    );
    if (!saved.ok) return saved;
    if (language !== undefined) await browserState.set('language', language);
    if (theme !== undefined) await browserState.set('theme', theme);
    if (singleKeys !== undefined) await browserState.set('singleKeys', singleKeys);
    const ofBrowser = OF_BROWSER.filter((name) => patch[name] !== undefined);
    if (ofBrowser.length > 0) context.announce([{ name: 'settings.changed', ids: ofBrowser }]);
    // The preset is a rule of the gate: what is ready under the old one may not be under the new.
    if (patch.preset !== undefined && patch.preset !== before.preset) {
      const checked = await recheckAll(store, accountId, clock);
      if (!checked.ok) return checked;
    }
    return ok(await settingsOf(context));
  },
} satisfies Partial<Handlers<SettingsContext>>;

async function settingsOf(context: SettingsContext): Promise<Settings> {
  const { store, clock, browserState } = context;
  const accountId = context.accountId();
  const { firstSeenAtMs: _, ...ofAccount } = store.read((reader) =>
    accountSettings(reader, accountId, clock.now()),
  );
  return {
    language: await browserState.get('language'),
    theme: await browserState.get('theme'),
    singleKeys: await browserState.get('singleKeys'),
    ...ofAccount,
  };
}
