import { beforeEach, describe, expect, test, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { publishRig } from '../../publish/test-rig.ts';
import { panelHandlers, type PanelContext } from './panel-handlers.ts';

let rig: Awaited<ReturnType<typeof publishRig>>;
let context: PanelContext;
const opened = vi.fn();

beforeEach(async () => {
  rig = await publishRig();
  const { store, accountId, browserState } = rig.deps;
  context = {
    store,
    accountId,
    browserState: browserState as PanelContext['browserState'],
    publish: rig.deps,
  };
  rig.browser.language = 'fr';
  opened.mockClear();
  browser.runtime.getURL = ((path: string) => `chrome-extension://id${path}`) as never;
  browser.tabs.create = opened.mockResolvedValue({}) as never;
});

async function panelState() {
  const result = await panelHandlers['panel.state']({}, context);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

describe('panel.state', () => {
  test('nothing there: nothing to show', async () => {
    expect(await panelState()).toMatchObject({ ready: [], readyTotal: 0, queued: 0, needsYou: false });
  });

  test('ready drafts with every text the panel needs, in the seller’s language', async () => {
    await rig.seed(3);
    const french = await panelState();
    expect(french.ready).toEqual([
      { id: 'draft-1', reference: 1, title: 'T-shirt blanc en coton draft-1', price: '12,50\u00a0€' },
    ]);
    expect(french.texts).toMatchObject({ prepare: 'Préparer…', ready: '1 pièce prête' });
    rig.browser.language = 'en';
    const english = await panelState();
    expect(english.texts).toMatchObject({
      prepare: 'Prepare…',
      ready: '1 piece ready',
      'prepare:draft-1': 'Prepare T-shirt blanc en coton draft-1…',
    });
    expect(Object.keys(english.texts)).toEqual(Object.keys(french.texts));
    expect(Object.values(french.texts).every((text) => text && !/[{}]|panel\./.test(text))).toBe(true);
  });

  test('shows six at most, and says how many more there are', async () => {
    for (let n = 1; n <= 8; n++) await rig.seed(1, `draft-${n}`);
    const state = await panelState();
    expect([state.ready.length, state.readyTotal]).toEqual([6, 8]);
    expect(state.texts.more).toBe('et 2 autres dans le studio');
  });

  test('a draft in the queue is queued and no longer ready', async () => {
    await rig.seed(1);
    await rig.enqueue('draft-1');
    expect(await panelState()).toMatchObject({ ready: [], queued: 1, needsYou: false });
  });

  test('the panic switch needs the seller', async () => {
    rig.browser.panic = true;
    expect(await panelState()).toMatchObject({ needsYou: true });
  });

  test('a title is text, whatever stands in it', async () => {
    await rig.seed(1);
    const title = '<img src=x onerror=alert(1)> {count}';
    await rig.store.write((tx) => tx.run(`UPDATE drafts SET title = ?`, [title]));
    const state = await panelState();
    expect(state.ready[0]!.title).toBe(title);
    expect(state.texts['prepare:draft-1']).toBe(`Préparer ${title}…`);
  });
});

describe('panel.openPreview', () => {
  test('opens the preview in an extension page, and confirms nothing', async () => {
    await rig.seed(1);
    const result = await panelHandlers['panel.openPreview']({ draftId: 'draft-1' }, context);
    expect(result).toEqual({ ok: true, value: { opened: true } });
    expect(opened).toHaveBeenCalledExactlyOnceWith({
      url: 'chrome-extension://id/studio.html#/preview/draft-1',
    });
    expect(await panelState()).toMatchObject({ queued: 0, readyTotal: 1 });
  });

  test.each(['unknown', '../../evil', 'draft-1#x'])('opens nothing for %s', async (draftId) => {
    await rig.seed(1);
    const result = await panelHandlers['panel.openPreview']({ draftId }, context);
    expect(result).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(opened).not.toHaveBeenCalled();
  });
});
