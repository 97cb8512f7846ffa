import type { BrowserContext } from '@playwright/test';

/** Resolves when the seller closed the browser (or its last window). */
export function untilClosed(context: BrowserContext): Promise<void> {
  return new Promise((resolve) => {
    context.once('close', () => resolve());
    const closeWhenEmpty = () => {
      if (context.pages().length === 0) void context.close().then(() => resolve());
    };
    for (const page of context.pages()) page.once('close', closeWhenEmpty);
    context.on('page', (page) => page.once('close', closeWhenEmpty));
  });
}
