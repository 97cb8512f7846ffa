/** The grid a picture is reduced to before it is hashed. */
export const DHASH_GRID = { width: 9, height: 8 } as const;

/**
 * The perceptual hash of a picture: one bit per neighbouring pair in a 9 × 8 grid, set where it gets brighter to the
 * right. Pictures that look alike differ in few bits.
 * @param rgba the grid's 72 pixels, 4 bytes each
 * @returns 64 bits as 16 hex digits
 */
export function dhashOf(rgba: Uint8ClampedArray): string {
  const luma = (index: number) =>
    299 * rgba[index * 4]! + 587 * rgba[index * 4 + 1]! + 114 * rgba[index * 4 + 2]!;
  let hash = '';
  for (let row = 0; row < DHASH_GRID.height; row++) {
    let bits = 0;
    for (let column = 0; column < 8; column++) {
      const left = row * DHASH_GRID.width + column;
      bits = (bits << 1) | (luma(left) < luma(left + 1) ? 1 : 0);
    }
    hash += bits.toString(16).padStart(2, '0');
  }
  return hash;
}
