/** What is read of EXIF before it is dropped. */
export interface ExifFacts {
  /** 1 to 8; 1 is upright. */
  orientation: number;
  /** When the photo was taken, ISO in UTC. Cameras that know no time zone are taken to be in this browser's. */
  takenAt: string | null;
}

const ORIENTATION = 0x0112;
const EXIF_FIELDS = 0x8769;
const TIME_ORIGINAL = 0x9003;
const TIME_DIGITIZED = 0x9004;
const ZONE_ORIGINAL = 0x9011;
const ZONE_DIGITIZED = 0x9012;
/** A list of fields longer than this is no camera's. */
const MOST_FIELDS = 512;

/**
 * Reads a TIFF block as EXIF uses it. Every offset in it is the file's word only: one that leads outside ends the
 * reading, and what was found so far counts.
 */
export function readExif(block: Uint8Array | null): ExifFacts {
  const facts: ExifFacts = { orientation: 1, takenAt: null };
  if (!block) return facts;
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  try {
    const order = view.getUint16(0);
    if (order !== 0x4949 && order !== 0x4d4d) return facts;
    const little = order === 0x4949;
    const main = readFields(view, view.getUint32(4, little), little);
    const turned = main.get(ORIENTATION) ?? 1;
    if (typeof turned === 'number' && turned >= 1 && turned <= 8) facts.orientation = turned;
    const deeper = main.get(EXIF_FIELDS);
    if (typeof deeper !== 'number') return facts;
    const exif = readFields(view, deeper, little);
    facts.takenAt =
      isoOf(exif.get(TIME_ORIGINAL), exif.get(ZONE_ORIGINAL)) ??
      isoOf(exif.get(TIME_DIGITIZED), exif.get(ZONE_DIGITIZED));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return facts;
}

/** Only the two kinds of value that are needed: short texts, and single numbers. */
function readFields(view: DataView, at: number, little: boolean): Map<number, number | string> {
  const fields = new Map<number, number | string>();
  const count = Math.min(view.getUint16(at, little), MOST_FIELDS);
  for (let i = 0; i < count; i++) {
    const field = at + 2 + i * 12;
    const [tag, type, length] = [
      view.getUint16(field, little),
      view.getUint16(field + 2, little),
      view.getUint32(field + 4, little),
    ];
    if (type === 3 && length === 1) fields.set(tag, view.getUint16(field + 8, little));
    if (type === 4 && length === 1) fields.set(tag, view.getUint32(field + 8, little));
    if (type === 2 && length <= 64) {
      const start = length <= 4 ? field + 8 : view.getUint32(field + 8, little);
      let text = '';
      for (let c = 0; c < length; c++) text += String.fromCharCode(view.getUint8(start + c));
      fields.set(tag, text.replace(/\0[^]*$/, '').trim());
    }
  }
  return fields;
}

function isoOf(time: number | string | undefined, zone: number | string | undefined): string | null {
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(String(time ?? ''));
  if (!match || match[1] === '0000') return null;
  const [year, month, day, hour, minute, second] = match.slice(1);
  const suffix = /^[+-]\d\d:\d\d$/.test(String(zone ?? '')) ? String(zone) : '';
  const parsed = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${suffix}`);
  return Number.isNaN(parsed.getTime()) ? null : parsed.toISOString();
}
