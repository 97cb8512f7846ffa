import { expect, type Locator, type Page } from '@playwright/test';
import type { DraftStatus } from '../../src/drafts/draft.ts';
import type { Rig } from './rig.ts';
import { loadDemonstrationWardrobe } from './wardrobe.ts';

/** A job that will not go on by itself. */
const OVER = /^(completed|failed|paused|manual|unknown|cancelled)$/;
const POPUP_SIZE = { width: 400, height: 600 };

export interface DraftText {
  title: string;
  description: string;
  price: string;
  category: string;
  brand: string;
  size: string;
  condition: string;
  colors: string[];
  packageSize: string;
  /** Files on disk. */
  photos: string[];
}

/** What a seller does, by the interface alone. Each method ends when the seller would see that it is done. */
export class Seller {
  readonly rig: Rig;

  constructor(rig: Rig) {
    this.rig = rig;
  }

  openStudio(route = '#/drafts'): Promise<Page> {
    return this.rig.browser().openExtensionPage(`studio.html${route}`);
  }

  async openPopup(): Promise<Page> {
    const page = await this.rig.browser().openExtensionPage('popup.html');
    await page.setViewportSize(POPUP_SIZE);
    return page;
  }

  /**
   * What comes before most of what is tested: the site was visited, the demonstration wardrobe is imported and belongs
   * to the account that is signed in.
   * @returns the studio, and the ids of the drafts that are ready, by their place in the file
   */
  async moveIn(): Promise<{ studio: Page; ready: string[] }> {
    await this.rig.openVinted();
    const studio = await this.openStudio();
    await loadDemonstrationWardrobe(studio);
    await goTo(studio, '#/drafts');
    const rows = studio.locator('[data-testid=draft-row][data-status=ready]');
    await expect(rows.nth(3)).toBeVisible();
    const ready = await rows.evaluateAll((all) => all.map((one) => one.getAttribute('data-draft-id')!));
    await this.openPreview(studio, ready[0]!);
    await this.knowAccount(studio);
    return { studio, ready };
  }

  /** @returns the id of the new draft, saved */
  async createDraft(studio: Page, draft: Partial<DraftText>): Promise<string> {
    await goTo(studio, '#/drafts');
    await studio.getByTestId('new-draft').click();
    await studio.waitForURL(/#\/drafts\/[0-9a-f-]{36}/);
    const id = /#\/drafts\/([0-9a-f-]{36})/.exec(studio.url())![1]!;
    await this.fillDraft(studio, draft);
    return id;
  }

  /** Fills the editor that is open. */
  async fillDraft(studio: Page, draft: Partial<DraftText>): Promise<void> {
    if (draft.photos) {
      await studio.getByTestId('photo-input').setInputFiles(draft.photos);
      await expect(studio.getByTestId('photo-tile')).toHaveCount(draft.photos.length, { timeout: 30_000 });
    }
    if (draft.category) await choose(studio, 'field-category', draft.category);
    if (draft.title) await studio.getByTestId('field-title').fill(draft.title);
    if (draft.description) await studio.getByTestId('field-description').fill(draft.description);
    if (draft.price) await studio.getByTestId('field-price').fill(draft.price);
    if (draft.brand) await choose(studio, 'field-brand', draft.brand);
    if (draft.size) await choose(studio, 'field-size', draft.size);
    if (draft.condition) await choose(studio, 'field-condition', draft.condition);
    for (const color of draft.colors ?? []) await choose(studio, 'field-colors', color);
    if (draft.packageSize) await choose(studio, 'field-package', draft.packageSize);
  }

  async waitForDraftStatus(
    studio: Page,
    draftId: string,
    status: DraftStatus,
    timeout = 30_000,
  ): Promise<void> {
    await expect(row(studio, draftId)).toHaveAttribute('data-status', status, { timeout });
  }

  /** Opens the preview of a draft in the page given. */
  async openPreview(studio: Page, draftId: string): Promise<void> {
    await goTo(studio, `#/preview/${draftId}`);
    await expect(studio.getByTestId('preview')).toBeVisible();
  }

  /** From the preview: ticks the notice where it stands, and brings every photo and the end into view. */
  async readToTheEnd(preview: Page): Promise<void> {
    // A tab behind another is not drawn, and what is not drawn is not seen.
    await preview.bringToFront();
    await expect(preview.locator('[data-testid=preview][data-phase=shown]')).toBeVisible();
    const terms = preview.getByTestId('terms');
    if ((await terms.isVisible()) && (await terms.isEnabled())) await terms.click();
    const photos = preview.getByTestId('preview-photo');
    for (let i = 0; i < (await photos.count()); i++) await photos.nth(i).scrollIntoViewIfNeeded();
    await preview.getByTestId('preview-end').evaluate((end) => end.scrollIntoView({ block: 'center' }));
    await expect(preview.getByTestId('publish-now')).toBeEnabled({ timeout: 15_000 });
  }

  /** From the preview: the dry run, to its end. */
  async rehearse(preview: Page): Promise<void> {
    await preview.getByTestId('rehearse-now').click();
    await expect(preview.getByTestId('rehearsal')).toBeVisible({ timeout: 30_000 });
  }

  /** From the preview: reads it and confirms. Does not wait for the end. */
  async confirm(preview: Page): Promise<void> {
    await this.readToTheEnd(preview);
    await preview.getByTestId('publish-now').click();
  }

  /** From the preview: looks who is signed in on vinted.fr, and lets that account have the drafts, where asked. */
  async knowAccount(preview: Page): Promise<void> {
    const check = preview.getByTestId('check-session');
    const adopt = preview.getByTestId('adopt-account');
    const rehearse = preview.getByTestId('rehearse-now');
    await expect(check.or(adopt).or(rehearse).first()).toBeVisible();
    if (await check.isVisible()) await check.click();
    await expect(adopt.or(rehearse).first()).toBeVisible({ timeout: 30_000 });
    if (await adopt.isVisible()) await adopt.click();
    await expect(rehearse).toBeVisible({ timeout: 30_000 });
  }

  /** From the preview: confirms and waits until it is online. */
  async publish(preview: Page, timeout = 60_000): Promise<void> {
    await this.confirm(preview);
    await this.waitUntilOnline(preview, timeout);
  }

  /** From the preview, after confirming: waits for the end, and that it is the good one. */
  async waitUntilOnline(preview: Page, timeout = 60_000): Promise<void> {
    const result = preview.getByTestId('publish-result');
    await expect(result).toHaveAttribute('data-status', OVER, { timeout });
    await expect(result, (await result.textContent()) ?? '').toHaveAttribute('data-status', 'completed');
  }
}

export function row(page: Page, draftId: string): Locator {
  return page.locator(`[data-testid=draft-row][data-draft-id="${draftId}"]`);
}

/** Another page of the studio, without loading it again. */
export async function goTo(studio: Page, route: string): Promise<void> {
  await studio.evaluate((hash) => (location.hash = hash), route);
}

/** Types into a field with suggestions and takes the first that holds the text. */
async function choose(page: Page, field: string, typed: string, wanted = typed): Promise<void> {
  const input = page.getByTestId(field);
  await input.click();
  await input.fill(typed);
  await page.getByTestId('option').filter({ hasText: wanted }).first().click();
}
