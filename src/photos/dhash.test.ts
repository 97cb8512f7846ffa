import { expect, it } from 'vitest';
import { dhashOf } from './dhash.ts';

const grid = (luma: (column: number, row: number) => number) => {
  const rgba = new Uint8ClampedArray(72 * 4);
  for (let i = 0; i < 72; i++) rgba.fill(luma(i % 9, Math.floor(i / 9)), i * 4, i * 4 + 4);
  return rgba;
};

it('has a bit for each step that gets brighter to the right', () => {
  expect(dhashOf(grid((column) => column * 20))).toBe('f'.repeat(16));
  expect(dhashOf(grid((column) => 200 - column * 20))).toBe('0'.repeat(16));
  expect(dhashOf(grid((column, row) => (row === 0 && column === 1 ? 100 : 50)))).toBe(`80${'0'.repeat(14)}`);
  expect(dhashOf(grid((column, row) => (row === 7 && column === 8 ? 100 : 50)))).toBe(`${'0'.repeat(14)}01`);
});
