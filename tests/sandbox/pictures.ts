/** The picture host images1.vinted.net: serves the stored WebP files. No CORS header, as on the real host (§2). */
import sharp from 'sharp';
import type { Answer } from './exchange.ts';
import type { SandboxState } from './state.ts';

/** The file of a picture path, or a 404. */
export async function servePicture(state: SandboxState, path: string): Promise<Answer> {
  const [, base, variant] = /^(.+?)(-70x100|-full)?\.webp$/.exec(path) ?? [];
  const photo = [...state.photos.values()].find((found) => found.path === base);
  if (!photo) return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not Found' };
  const small = variant === '-70x100';
  const body = small
    ? await sharp(photo.webp).resize(70, 100, { fit: 'cover' }).webp().toBuffer()
    : photo.webp;
  return { status: 200, headers: { 'content-type': 'image/webp', 'cache-control': 'max-age=3600' }, body };
}
