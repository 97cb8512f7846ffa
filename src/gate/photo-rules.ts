import type { DraftPhoto } from '../photos/photo.ts';
import { PHOTO_LIMITS } from '../photos/photo.ts';
import { finding } from './finding.ts';
import type { GateFinding, GateRule } from './gate.ts';

/** What the import makes of every photo; anything else was not decoded by it. */
const STORED_MIME = 'image/jpeg';

/** One finding per photo the test is true of; photos are numbered from 1, as the seller sees them. */
function eachPhoto(
  photos: readonly DraftPhoto[],
  wrong: (photo: DraftPhoto, index: number) => boolean,
  found: (number: number, photo: DraftPhoto) => GateFinding,
): GateFinding[] {
  return photos.flatMap((photo, index) => (wrong(photo, index) ? [found(index + 1, photo)] : []));
}

export const photosNone: GateRule = ({ photos }) =>
  photos.length === 0 ? [finding('photos_none', 'block', 'photos')] : [];

export const photosTooMany: GateRule = ({ photos }) =>
  photos.length > PHOTO_LIMITS.perDraft
    ? [finding('photos_too_many', 'block', 'photos', { count: photos.length, max: PHOTO_LIMITS.perDraft })]
    : [];

export const photoUnreadable: GateRule = ({ photos }) =>
  eachPhoto(
    photos,
    (photo) => photo.mime !== STORED_MIME || photo.compressedSizeBytes <= 0 || !(shortSide(photo) > 0),
    (number) => finding('photo_unreadable', 'block', 'photos', { photo: number }),
  );

export const photoTooSmall: GateRule = ({ photos }) =>
  eachPhoto(
    photos,
    (photo) => shortSide(photo) > 0 && shortSide(photo) < PHOTO_LIMITS.minSidePx,
    (number, photo) =>
      finding('photo_too_small', 'block', 'photos', {
        photo: number,
        px: shortSide(photo),
        min: PHOTO_LIMITS.minSidePx,
      }),
  );

export const photoTooBig: GateRule = ({ photos }) =>
  eachPhoto(
    photos,
    (photo) => photo.compressedSizeBytes > PHOTO_LIMITS.maxStoredBytes,
    (number, photo) =>
      finding('photo_too_big', 'block', 'photos', {
        photo: number,
        mb: (photo.compressedSizeBytes / 1e6).toFixed(1),
        max: PHOTO_LIMITS.maxStoredBytes / 1e6,
      }),
  );

/** The same content twice in one draft: the later one is named, with the one it repeats. */
export const photoTwice: GateRule = ({ photos }) => {
  const first = (sha256: string) => photos.findIndex((photo) => photo.sha256 === sha256);
  return eachPhoto(
    photos,
    (photo, index) => first(photo.sha256) < index,
    (number, photo) =>
      finding('photo_twice', 'block', 'photos', { photo: number, same: first(photo.sha256) + 1 }),
  );
};

export const photoSmall: GateRule = ({ photos }) =>
  eachPhoto(
    photos,
    (photo) => shortSide(photo) >= PHOTO_LIMITS.minSidePx && shortSide(photo) < PHOTO_LIMITS.warnSidePx,
    (number, photo) =>
      finding('photo_small', 'warn', 'photos', {
        photo: number,
        px: shortSide(photo),
        min: PHOTO_LIMITS.warnSidePx,
      }),
  );

const FEW_PHOTOS = 3;
export const photosFew: GateRule = ({ photos }) =>
  photos.length > 0 && photos.length < FEW_PHOTOS
    ? [finding('photos_few', 'warn', 'photos', { count: photos.length, min: FEW_PHOTOS })]
    : [];

function shortSide(photo: DraftPhoto): number {
  return Math.min(photo.width, photo.height);
}
