import { setTimeout as wait } from 'node:timers/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import type { DraftStatus } from '../../src/drafts/draft.ts';
import type { JobStatus } from '../../src/publish/job.ts';
import type { ErrorCode, Reach } from '../../src/shared/app-error.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { row, type Seller } from './seller.ts';
import { moveInWithTwoPhotoPieces, titleOf } from './two-photo-pieces.ts';

/** Some intervals of the test build's pace: 40 ms between calls, 200 ms between publications. */
const QUIET_MS = 500;
const LABELS = ['Constat', 'Sur Vinted', 'Ensuite'];
/** What a text must not hold: a place nobody filled, a code, a step by its inner name. */
const HOLE =
  /undefined|\bnull\b|errors\.|upload_image|_listing|\{(?:what|time|step|resume|n|i|ref|field|value)\}/;

/** Where a publication that did not go through must have come to: one row of the table of outcomes. */
export interface Standing {
  job: JobStatus;
  draft: DraftStatus;
  code: ErrorCode;
  reach?: Reach;
  /** What the seller must be able to read there. */
  says?: RegExp | string;
}

/** A seller of small pieces with two photos each, who has a preview and the list open side by side. */
export class UnluckySeller {
  readonly sandbox: Sandbox;
  /** The page on which pieces are confirmed and their fate is read. */
  readonly preview: Page;
  private readonly seller: Seller;
  private readonly list: Page;
  private readonly drafts: string[];
  private taken = 0;
  private createsSeen = 0;

  private constructor(seller: Seller, preview: Page, list: Page, drafts: string[]) {
    this.seller = seller;
    this.sandbox = seller.rig.sandbox;
    this.preview = preview;
    this.list = list;
    this.drafts = drafts;
  }

  static async moveIn(seller: Seller, pieces: number): Promise<UnluckySeller> {
    const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, pieces);
    const list = await seller.openStudio();
    return new UnluckySeller(seller, studio, list, drafts);
  }

  /** A piece nobody has touched yet: its draft, and the title by which its listing is known. */
  takePiece(): { id: string; title: string } {
    const place = this.taken++;
    return { id: this.drafts[place]!, title: titleOf(place) };
  }

  /** Opens the preview of a piece and reads it. */
  async lookAt(id: string): Promise<void> {
    await this.seller.openPreview(this.preview, id);
    await this.seller.readToTheEnd(this.preview);
  }

  /** Reads the preview of a piece; then things go wrong; then confirms. Ends when the job does not go on any more. */
  async publish(id: string, trouble: (sandbox: Sandbox) => void = () => {}): Promise<void> {
    await this.lookAt(id);
    trouble(this.sandbox);
    await this.preview.getByTestId('publish-now').click();
    await expect(this.result).toHaveAttribute('data-status', /^(?!queued|processing)/, { timeout: 45_000 });
  }

  /** Job, draft and what is on the screen are as the table says, and nothing more is sent by itself. */
  async expectStanding(id: string, { job, draft, code, reach = 'none', says }: Standing): Promise<void> {
    await expect(this.result, (await this.result.textContent()) ?? '').toHaveAttribute('data-status', job);
    const block = await this.expectTexts(code, reach);
    if (says) await expect(block).toContainText(says);
    await this.expectDraft(id, draft);
    await this.expectQuiet();
  }

  /** As the list shows it. */
  async expectDraft(id: string, status: DraftStatus): Promise<void> {
    await expect(row(this.list, id)).toHaveAttribute('data-status', status, { timeout: 30_000 });
  }

  /** A title and three lines in French: none empty, none with a hole in it. */
  private async expectTexts(code: ErrorCode, reach: Reach): Promise<Locator> {
    const block = this.preview.getByTestId('error-block').first();
    await expect(block).toHaveAttribute('data-code', code);
    await expect(block).toHaveAttribute('data-reach', reach);
    expect(await block.locator('dt').allTextContents()).toEqual(LABELS);
    const lines = await block.locator('h3, dd').allTextContents();
    expect(lines).toHaveLength(4);
    for (const line of lines) {
      expect(line.trim().length, line).toBeGreaterThan(8);
      expect(line).not.toMatch(HOLE);
    }
    return block;
  }

  async expectQuiet(): Promise<void> {
    const before = this.sandbox.log.length;
    await wait(QUIET_MS);
    const sent = this.sandbox.log.slice(before).map(({ method, path }) => `${method} ${path}`);
    expect(sent, 'sent by itself').toEqual([]);
  }

  /** The cause is gone, and the seller says so. */
  async resume(): Promise<void> {
    this.sandbox.behave();
    await this.goOn.click();
  }

  /** The main button of the failure. */
  async pressNext(): Promise<void> {
    this.sandbox.behave();
    await this.preview.getByTestId('error-action').first().click();
  }

  /** Whatever button says that the queue may go on: the main one where that is the next step, else one beside it. */
  get goOn(): Locator {
    const main = this.preview.getByTestId('error-action').filter({ hasText: /^\s*(?:Reprendre|Réessayer)/ });
    return this.preview.getByTestId('resume-halt').or(main).first();
  }

  /** The answer to the create got lost; the seller looked, and the piece is not there. Leads to a new preview. */
  async sayNotOnline(): Promise<void> {
    this.sandbox.behave();
    await this.preview.getByTestId('answer-not-online').click();
    await this.preview.getByTestId('answer-not-online-yes').click();
    await expect(this.preview.locator('[data-testid=preview][data-phase=shown]')).toBeVisible();
  }

  /** The seller looked, and gives the address of the listing. */
  async sayOnline(title: string): Promise<void> {
    this.sandbox.behave();
    const { id } = this.sandbox.summary().listings.find((listing) => listing.title === title)!;
    await this.preview.getByTestId('answer-listing').fill(`https://www.vinted.fr/items/${id}-jean`);
    await this.preview.getByTestId('answer-online').click();
  }

  /** In the end it is online once, whole, with no photo sent twice and no create beyond those the seller asked for. */
  async expectOnlineOnce(
    { id, title }: { id: string; title: string },
    creates = 1,
    photosOfIt = 2,
  ): Promise<void> {
    await this.expectDraft(id, 'published');
    const { listings, duplicates, repeatedPhotoUploads, createsSent } = this.sandbox.summary();
    const photos = listings.filter((listing) => listing.title === title).map((listing) => listing.photos);
    const sent = createsSent - this.createsSeen;
    this.createsSeen = createsSent;
    expect({ photos, duplicates, repeatedPhotoUploads, creates: sent }).toEqual({
      photos: [photosOfIt],
      duplicates: 0,
      repeatedPhotoUploads: 0,
      creates,
    });
  }

  /** How many creates left since the last piece was online. */
  get creates(): number {
    return this.sandbox.summary().createsSent - this.createsSeen;
  }

  get result(): Locator {
    return this.preview.getByTestId('publish-result');
  }
}
