/** A marker of a JPEG with its payload; for a scan (SOS) the picture data that follows it belongs to it. */
export interface JpegPart {
  marker: number;
  start: number;
  end: number;
}

const SOS = 0xda;
const EOI = 0xd9;
/** APP0 (JFIF), APP2 (colour profile) and APP14 (Adobe's colour transform) say how to show the picture; the rest is metadata. */
const KEPT_APPS = new Set([0xe0, 0xe2, 0xee]);

/**
 * Walks a JPEG from its start.
 * @returns its parts in order, and whether its end was found: without it the file was cut off
 */
export function jpegParts(bytes: Uint8Array): { parts: JpegPart[]; whole: boolean } {
  const parts: JpegPart[] = [];
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) {
      // Decoders step over stray bytes between two parts, so this reading does too.
      const next = bytes.indexOf(0xff, at);
      if (next < 0) break;
      at = next;
      continue;
    }
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1; // a fill byte
      continue;
    }
    if (marker === EOI) {
      parts.push({ marker, start: at, end: at + 2 });
      return { parts, whole: true };
    }
    const alone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    const length = alone ? 0 : (bytes[at + 2]! << 8) | bytes[at + 3]!;
    if (!alone && !(length >= 2)) return { parts, whole: false };
    let end = at + 2 + length;
    if (end > bytes.length) return { parts, whole: false };
    if (marker === SOS) end = endOfScan(bytes, end);
    parts.push({ marker, start: at, end });
    at = end;
  }
  return { parts, whole: false };
}

/** Picture data runs until a marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (
    let at = bytes.indexOf(0xff, from);
    at >= 0 && at + 1 < bytes.length;
    at = bytes.indexOf(0xff, at + 1)
  ) {
    const next = bytes[at + 1]!;
    if (next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

function isMetadata(marker: number): boolean {
  const app = marker >= 0xe0 && marker <= 0xef;
  return (app && !KEPT_APPS.has(marker)) || marker === 0xfe;
}

/**
 * The same picture without EXIF, XMP, IPTC, comments and whatever hangs behind its end. Pixels are untouched.
 * @returns null where the bytes are no whole JPEG
 */
export function withoutMetadata(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const { parts, whole } = jpegParts(bytes);
  if (!whole) return null;
  const kept = [{ start: 0, end: 2 }, ...parts.filter((part) => !isMetadata(part.marker))];
  const result = new Uint8Array(kept.reduce((sum, part) => sum + part.end - part.start, 0));
  let at = 0;
  for (const part of kept) {
    result.set(bytes.subarray(part.start, part.end), at);
    at += part.end - part.start;
  }
  return result;
}
