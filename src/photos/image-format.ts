/** What a file really is, by its first bytes: neither its name nor the type the system claims is believed. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'bmp' | 'heic' | 'avif';

/** Formats Penderie reads now. */
const READABLE_FORMATS = ['jpeg', 'png', 'webp', 'gif', 'bmp'] as const satisfies readonly ImageFormat[];
export type ReadableFormat = (typeof READABLE_FORMATS)[number];

const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

export function asciiAt(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}

/** @returns the format, or null where the bytes begin no image we know */
export function imageFormatOf(bytes: Uint8Array): ImageFormat | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (asciiAt(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (asciiAt(bytes, 0, 4) === 'RIFF' && asciiAt(bytes, 8, 4) === 'WEBP') return 'webp';
  if (/^GIF8[79]a$/.test(asciiAt(bytes, 0, 6))) return 'gif';
  // Two letters alone would make many texts a bitmap: the reserved bytes and the header size must fit too.
  if (
    asciiAt(bytes, 0, 2) === 'BM' &&
    asciiAt(bytes, 6, 4) === '\0\0\0\0' &&
    [12, 40, 52, 56, 64, 108, 124].includes(bytes[14]!)
  ) {
    return 'bmp';
  }
  if (asciiAt(bytes, 4, 4) === 'ftyp') {
    const brand = asciiAt(bytes, 8, 4);
    if (HEIC_BRANDS.includes(brand)) return 'heic';
    if (brand === 'avif' || brand === 'avis') return 'avif';
  }
  return null;
}

export function isReadable(format: ImageFormat | null): format is ReadableFormat {
  return (READABLE_FORMATS as readonly (ImageFormat | null)[]).includes(format);
}
