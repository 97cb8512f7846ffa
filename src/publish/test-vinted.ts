import { ok, type Result } from '../shared/result.ts';
import type {
  CallHandle,
  CallOutcome,
  ItemDraft,
  ReadBackItem,
  SignedInAccount,
  UploadedPhoto,
  VintedPage,
  VintedSession,
  WardrobeItem,
} from '../vinted/vinted.ts';

type Call = 'current_user' | 'configuration' | 'wardrobe' | 'photo' | 'create' | 'read_item';

/** What one call does instead of going well. `lostAfterEffect`: made, but the answer is lost. */
export type Fault = { on: Call; nth?: number; outcome?: CallOutcome<never>; effect?: boolean };

/**
 * For tests: Vinted and one of its pages. The site remembers what was made; the page keeps answers by request id, as
 * the content script does, and forgets everything when it is closed.
 */
export class TestVinted implements VintedSession {
  account: SignedInAccount = { vintedId: '1001', login: 'lea.vestiaire', domain: 'www.vinted.fr' };
  readonly listings: { id: string; item: ItemDraft }[] = [];
  readonly uploads: { id: number; session: string; size: number }[] = [];
  readonly calls: { call: Call; requestId: string }[] = [];
  readonly acknowledged: string[] = [];
  faults: Fault[] = [];
  pagesCanOpen = true;
  private page: VintedPage | null = null;
  private pages = 0;
  private kept = new Map<string, CallOutcome<unknown>>();
  private sealed = new Set<string>();

  closePage(): void {
    this.page = null;
    this.kept.clear();
    this.sealed.clear();
  }

  openPage(): Promise<Result<VintedPage>> {
    if (!this.pagesCanOpen) return Promise.resolve({ ok: false, error: { code: 'no_page', reach: 'none' } });
    this.page ??= { pageId: `page-${++this.pages}`, tabId: this.pages };
    return Promise.resolve(ok(this.page));
  }

  currentUser(page: VintedPage, call: CallHandle): Promise<CallOutcome<SignedInAccount>> {
    return this.answer(page, call, 'current_user', () => this.account);
  }

  formConfiguration(page: VintedPage, call: CallHandle): Promise<CallOutcome<{ currency: string | null }>> {
    return this.answer(page, call, 'configuration', () => ({ currency: 'EUR' }));
  }

  newestWardrobeItems(page: VintedPage, call: CallHandle): Promise<CallOutcome<WardrobeItem[]>> {
    return this.answer(page, call, 'wardrobe', () =>
      this.listings.map(({ id, item }) => ({
        id,
        title: item.title,
        priceCents: item.priceCents,
        url: null,
      })),
    );
  }

  uploadPhoto(
    page: VintedPage,
    call: CallHandle,
    photo: Blob,
    session: string,
  ): Promise<CallOutcome<UploadedPhoto>> {
    return this.answer(page, call, 'photo', () => {
      const id = 99_000_000_001 + this.uploads.length;
      this.uploads.push({ id, session, size: photo.size });
      return { id, orientation: 0 };
    });
  }

  createItem(
    page: VintedPage,
    call: CallHandle,
    item: ItemDraft,
  ): Promise<CallOutcome<{ itemId: string; actions: string[] }>> {
    return this.answer(page, call, 'create', () => {
      const itemId = String(7_000_000_001 + this.listings.length);
      this.listings.push({ id: itemId, item });
      return { itemId, actions: [] };
    });
  }

  readItem(page: VintedPage, call: CallHandle, itemId: string): Promise<CallOutcome<ReadBackItem>> {
    return this.answer(page, call, 'read_item', () => {
      const { item } = this.listings.find((listing) => listing.id === itemId)!;
      const photoIds = item.photos.map((photo) => photo.id);
      return { id: itemId, title: item.title, priceCents: item.priceCents, photoIds, isDraft: false };
    });
  }

  recall<T>(page: VintedPage, call: CallHandle) {
    type Answer = { kind: 'never_sent' } | { kind: 'lost' } | { kind: 'answered'; outcome: CallOutcome<T> };
    const result = (): Answer => {
      if (this.page?.pageId !== page.pageId) return { kind: 'lost' };
      const outcome = this.kept.get(call.requestId);
      if (outcome) return { kind: 'answered', outcome: outcome as CallOutcome<T> };
      this.sealed.add(call.requestId);
      return { kind: 'never_sent' };
    };
    return Promise.resolve(result());
  }

  acknowledge(_page: VintedPage, call: CallHandle): Promise<void> {
    this.acknowledged.push(call.requestId);
    this.kept.delete(call.requestId);
    return Promise.resolve();
  }

  private answer<T>(
    page: VintedPage,
    { requestId }: CallHandle,
    call: Call,
    make: () => T,
  ): Promise<CallOutcome<T>> {
    if (this.page?.pageId !== page.pageId || this.sealed.has(requestId)) {
      return Promise.resolve({ kind: 'not_attempted', failure: { code: 'no_page' } });
    }
    if (this.kept.has(requestId)) throw new Error(`request ${requestId} was made twice`);
    this.calls.push({ call, requestId });
    const nth = this.calls.filter((other) => other.call === call).length;
    const fault = this.faults.find((other) => other.on === call && (other.nth ?? nth) === nth);
    if (fault?.effect) make();
    const outcome: CallOutcome<T> = fault?.outcome ?? { kind: 'done', value: make() };
    this.kept.set(requestId, outcome);
    return Promise.resolve(outcome);
  }
}
