import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Logger } from '../shared/logger.ts';
import { turnOverOnce } from './turn-over-once.ts';

const silent = { error: vi.fn() } as unknown as Logger;

test('once in each life of the browser, and again where it failed', async () => {
  fakeBrowser.reset();
  const failing = vi.fn(() => Promise.reject(new DOMException('no room', 'QuotaExceededError')));
  await turnOverOnce(silent, failing);
  expect(silent.error).toHaveBeenCalledOnce();
  const turnOver = vi.fn(() => Promise.resolve());
  await turnOverOnce(silent, turnOver);
  await turnOverOnce(silent, turnOver);
  expect(turnOver).toHaveBeenCalledOnce();
  fakeBrowser.reset();
  await turnOverOnce(silent, turnOver);
  expect(turnOver).toHaveBeenCalledTimes(2);
});
