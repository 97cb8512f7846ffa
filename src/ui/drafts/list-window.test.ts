import { describe, expect, it } from 'vitest';
import { listWindow, stepCursor } from './list-window.ts';

describe('listWindow', () => {
  const table = { count: 5000, columns: 1, rowPx: 44 };

  it('draws what is in view and a few rows more', () => {
    const window = listWindow(table, 44 * 1000, 880);
    expect([window.first, window.end]).toEqual([996, 1024]);
    expect(window.beforePx).toBe(996 * 44);
    expect(window.beforePx + (window.end - window.first) * 44 + window.afterPx).toBe(5000 * 44);
  });

  it('keeps the height of the whole list wherever one stands', () => {
    const grid = { count: 23, columns: 6, rowPx: 300 };
    for (const scrolled of [-500, 0, 400, 5000]) {
      const window = listWindow(grid, scrolled, 600);
      const rows = Math.ceil((window.end - window.first) / 6);
      expect(window.beforePx + rows * 300 + window.afterPx).toBe(4 * 300);
      expect(window.first % 6).toBe(0);
    }
  });

  it('is empty for an empty list', () => {
    expect(listWindow({ count: 0, columns: 4, rowPx: 300 }, 0, 900)).toEqual({
      first: 0,
      end: 0,
      beforePx: 0,
      afterPx: 0,
    });
  });
});

describe('stepCursor', () => {
  const grid = { count: 14, columns: 6 };

  it('starts at the first item', () => {
    for (const step of ['down', 'right', 'up', 'home'] as const) expect(stepCursor(-1, step, grid)).toBe(0);
    expect(stepCursor(-1, 'down', { count: 0, columns: 1 })).toBe(-1);
  });

  it('moves by one and by a row, and stays inside', () => {
    expect(stepCursor(0, 'right', grid)).toBe(1);
    expect(stepCursor(0, 'down', grid)).toBe(6);
    expect(stepCursor(0, 'left', grid)).toBe(0);
    expect(stepCursor(3, 'up', grid)).toBe(3);
    expect(stepCursor(13, 'right', grid)).toBe(13);
    expect(stepCursor(13, 'down', grid)).toBe(13);
    expect(stepCursor(3, 'end', grid)).toBe(13);
  });

  it('goes to the last item from above a short last row', () => {
    expect(stepCursor(10, 'down', grid)).toBe(13);
  });
});
