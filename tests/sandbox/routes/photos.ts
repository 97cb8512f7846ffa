/** Photo upload (contract §2): parts checked, bytes decoded, file kept as WebP. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { apiError, json, validationError } from '../answers.ts';
import type { Answer, Exchange, Routes } from '../exchange.ts';
import { parseMultipart, type FilePart, type Parts } from '../multipart.ts';
import { schemaErrors } from '../schemas.ts';
import type { Photo } from '../state.ts';

const PHOTOS_PER_SESSION = 20;
const uploadFailed = (): Answer => apiError(400, 50, "La photo n'a pas pu être chargée");

const tooLarge = (): Answer => ({
  status: 413,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<html><body>Request Entity Too Large</body></html>',
});

/** The parts as the request schema describes them. */
function describe({ fields, files }: Parts): Record<string, unknown> {
  const shown = Object.entries(files).map(([name, file]) => {
    const { filename, contentType, bytes } = file;
    return [name, { filename, content_type: contentType, bytes: bytes.length }] as const;
  });
  return { ...fields, ...Object.fromEntries(shown) };
}

async function upload(exchange: Exchange): Promise<Answer> {
  const { settings, violate, headers, body } = exchange;
  if (body.length > settings.photoMaxBytes) return tooLarge();
  const parts = await parseMultipart(headers, body).catch(() => null);
  if (!parts) {
    violate('photo.upload: the body is no multipart form');
    return uploadFailed();
  }
  const errors = schemaErrors('photo-upload.request.schema.json', describe(parts));
  if (errors.length > 0 || parts.repeated.length > 0) {
    const reasons = errors.map((error) => `${error.instancePath} ${error.message}`);
    violate(`photo.upload: undocumented parts (${[...reasons, ...parts.repeated].join('; ')})`);
    return validationError([{ field: 'photos', value: 'Error uploading photo' }]);
  }
  const tempUuid = parts.fields['photo[temp_uuid]'] ?? '';
  if (tempUuid === '' && settings.readings.photoTempUuid === 'uuid-only') return uploadFailed();
  return store(exchange, tempUuid, parts.files['photo[file]']!);
}

async function store(exchange: Exchange, tempUuid: string, file: FilePart): Promise<Answer> {
  const { settings, state, violate, session } = exchange;
  const size = await sharp(file.bytes)
    .metadata()
    .catch(() => null);
  if (size?.format !== 'jpeg') return uploadFailed();
  const [width, height] = [size.autoOrient.width, size.autoOrient.height];
  if (Math.max(width, height) > settings.photoMaxSide) {
    return apiError(400, 51, 'Les dimensions de la photo sont trop grandes');
  }
  const picture = sharp(file.bytes, { failOn: 'truncated' }).autoOrient();
  const webp = await picture
    .resize({ width: 800, height: 800, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80, effort: 0 })
    .toBuffer()
    .catch(() => null);
  if (!webp) return uploadFailed();
  const siblings = [...state.photos.values()].filter(
    (photo) => tempUuid !== '' && photo.tempUuid === tempUuid,
  );
  if (siblings.length >= PHOTOS_PER_SESSION) violate(`photo.upload: more than ${PHOTOS_PER_SESSION} photos`);
  const { dominant } = await sharp(webp).stats();
  const id = state.nextPhotoId++;
  const photo: Photo = {
    id,
    accountId: session!.account!.id,
    tempUuid,
    hash: createHash('sha256').update(file.bytes).digest('hex'),
    width,
    height,
    color: `#${[dominant.r, dominant.g, dominant.b].map((n) => n.toString(16).padStart(2, '0')).join('')}`,
    path: `/t/05_${id.toString(36)}/f800/${id}`,
    webp,
    usedBy: null,
    expired: false,
  };
  state.photos.set(id, photo);
  const answer = uploadAnswer(photo);
  const shown =
    settings.readings.photoAnswer === 'root' ? answer : { photo: { ...answer, code: undefined }, code: 0 };
  return { ...json(shown), effect: 'photo', resourceId: id };
}

/** The root object of a photo answer (§2). */
function uploadAnswer(photo: Photo): Record<string, unknown> {
  const base = `https://images1.vinted.net${photo.path}`;
  return {
    id: photo.id,
    width: photo.width,
    height: photo.height,
    temp_uuid: photo.tempUuid,
    url: `${base}.webp`,
    dominant_color: photo.color,
    dominant_color_opaque: photo.color,
    thumbnails: [
      { type: 'thumb70x100', url: `${base}-70x100.webp`, width: 70, height: 100, original_size: null },
    ],
    orientation: 0,
    high_resolution: { id: photo.id.toString(36), timestamp: 1_767_225_600, orientation: 0 },
    full_size_url: `${base}-full.webp`,
    is_suspicious: false,
    is_hidden: false,
    code: 0,
  };
}

export const photoRoutes: Routes = { 'photo.upload': upload };
