import type { Handlers } from '../../messaging/server.ts';
import { attachPhoto, keepInTray } from '../../photos/attach-photo.ts';
import { describePhoto } from '../../photos/describe-photo.ts';
import { orderPhotos } from '../../photos/order-photos.ts';
import { removePhoto } from '../../photos/remove-photo.ts';
import { restorePhoto } from '../../photos/restore-photo.ts';
import { ok } from '../../shared/result.ts';
import type { AppContext } from '../context.ts';

/** What these routes need of the context: tests bring no more. */
export type PhotoContext = Pick<AppContext, 'store' | 'clock' | 'accountId' | 'blobs'>;

export const photoHandlers = {
  'storage.upload': async ({ draftId, photo }, context) => {
    const result = draftId ? await attachPhoto(context, draftId, photo) : await keepInTray(context, photo);
    if (!result.ok) return result;
    const attached = result.value;
    return ok({
      photo: attached,
      photo_id: attached.photoId,
      tier: attached.tier,
      file_size_bytes: attached.fileSizeBytes,
      compressed_size_bytes: attached.compressedSizeBytes,
      compression_ratio: percentSaved(attached.fileSizeBytes, attached.compressedSizeBytes),
      // A photo of a live draft, or in the tray, is never deleted by a job.
      scheduled_deletion: null,
      cdn_url: null,
    });
  },
  'photos.order': async ({ draftId, photoIds }, context) => {
    const result = await orderPhotos(context, draftId, photoIds);
    return result.ok ? ok({ photos: result.value }) : result;
  },
  'photos.remove': ({ photoId }, context) => removePhoto(context, photoId),
  'photos.restore': ({ photoId }, context) => restorePhoto(context, photoId),
  'photos.describe': ({ photoId, altText }, context) => describePhoto(context, photoId, altText),
} satisfies Partial<Handlers<PhotoContext>>;

/** One decimal; below zero where the stored file is larger than the one chosen. */
function percentSaved(before: number, after: number): number {
  return Math.round((1 - after / before) * 1000) / 10;
}
