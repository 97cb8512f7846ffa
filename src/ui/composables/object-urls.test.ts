import { describe, expect, it, vi } from 'vitest';
import { objectUrls } from './object-urls.ts';

function made(spare = 1) {
  let n = 0;
  const urls = { createObjectURL: vi.fn(() => `blob:${++n}`), revokeObjectURL: vi.fn() };
  const read = vi.fn(async (key: string) => (key === 'none' ? null : new Blob([key])));
  return { pool: objectUrls(read, urls, spare), urls, read };
}

describe('objectUrls', () => {
  it('reads a picture once for all who show it', async () => {
    const { pool, read } = made();
    expect(await pool.acquire('a')).toBe('blob:1');
    expect(await pool.acquire('a')).toBe('blob:1');
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('revokes the longest idle ones, never one that is shown', async () => {
    const { pool, urls } = made(1);
    await Promise.all([pool.acquire('a'), pool.acquire('b'), pool.acquire('c')]);
    pool.release('a');
    pool.release('b');
    await Promise.resolve();
    await Promise.resolve();
    expect(urls.revokeObjectURL.mock.calls).toEqual([['blob:1']]);
    expect(await pool.acquire('b')).toBe('blob:2');
    expect(await pool.acquire('a')).toBe('blob:4');
  });

  it('asks again for bytes that were not there', async () => {
    const { pool, read } = made();
    expect(await pool.acquire('none')).toBeNull();
    await Promise.resolve();
    expect(await pool.acquire('none')).toBeNull();
    expect(read).toHaveBeenCalledTimes(2);
  });
});
