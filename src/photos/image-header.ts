import { asciiAt, type ReadableFormat } from './image-format.ts';
import { jpegParts } from './jpeg-parts.ts';

/** What a file says of itself before anything is decoded. Width and height as stored: EXIF may still turn them. */
export interface ImageHeader {
  width: number;
  height: number;
  /** The TIFF block of its EXIF, if there is one. */
  exif: Uint8Array | null;
}

/**
 * Reads size and EXIF from the file's structure, so that a picture of absurd size is refused before it takes memory.
 * @returns null where the structure is broken or the file was cut off, as far as its format lets one tell
 */
export function readImageHeader(bytes: Uint8Array, format: ReadableFormat): ImageHeader | null {
  const header = readers[format](bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return header && header.width > 0 && header.height > 0 ? header : null;
}

type HeaderReader = (bytes: Uint8Array, view: DataView) => ImageHeader | null;

const readers: Record<ReadableFormat, HeaderReader> = {
  jpeg(bytes, view) {
    const { parts, whole } = jpegParts(bytes);
    const frame = parts.find(
      ({ marker }) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker),
    );
    if (!whole || !frame || frame.end - frame.start < 10) return null;
    const exif = parts.find(
      ({ marker, start }) => marker === 0xe1 && asciiAt(bytes, start + 4, 6) === 'Exif\0\0',
    );
    return {
      height: view.getUint16(frame.start + 5),
      width: view.getUint16(frame.start + 7),
      exif: exif ? bytes.subarray(exif.start + 10, exif.end) : null,
    };
  },

  png(bytes, view) {
    if (bytes.length < 33 || asciiAt(bytes, 12, 4) !== 'IHDR') return null;
    let exif: Uint8Array | null = null;
    for (let at = 8; at + 12 <= bytes.length;) {
      const end = at + 12 + view.getUint32(at);
      const type = asciiAt(bytes, at + 4, 4);
      if (end > bytes.length) return null;
      if (type === 'eXIf') exif = bytes.subarray(at + 8, end - 4);
      if (type === 'IEND') return { width: view.getUint32(16), height: view.getUint32(20), exif };
      at = end;
    }
    return null;
  },

  webp(bytes, view) {
    if (bytes.length < 30 || view.getUint32(4, true) + 8 > bytes.length) return null;
    const size = webpSize(bytes, view);
    if (!size) return null;
    for (let at = 12; at + 8 <= bytes.length;) {
      const length = view.getUint32(at + 4, true);
      if (asciiAt(bytes, at, 4) === 'EXIF') {
        const block = bytes.subarray(at + 8, at + 8 + length);
        return { ...size, exif: asciiAt(block, 0, 6) === 'Exif\0\0' ? block.subarray(6) : block };
      }
      at += 8 + length + (length % 2);
    }
    return { ...size, exif: null };
  },

  gif(bytes, view) {
    if (bytes.length < 13) return null;
    const frame = firstGifFrame(bytes, view);
    if (!frame) return null;
    // Browsers grow the picture to a first frame that is larger than the screen it declares.
    return {
      width: Math.max(view.getUint16(6, true), frame.width),
      height: Math.max(view.getUint16(8, true), frame.height),
      exif: null,
    };
  },

  bmp(bytes, view) {
    if (bytes.length < 26) return null;
    if (view.getUint32(14, true) === 12) {
      return { width: view.getUint16(18, true), height: view.getUint16(20, true), exif: null };
    }
    // A negative height means rows from the top.
    return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)), exif: null };
  },
};

function webpSize(bytes: Uint8Array, view: DataView): { width: number; height: number } | null {
  const kind = asciiAt(bytes, 12, 4);
  if (kind === 'VP8X') {
    return { width: (view.getUint32(24, true) & 0xffffff) + 1, height: (view.getUint32(26, true) >>> 8) + 1 };
  }
  if (kind === 'VP8L' && bytes[20] === 0x2f) {
    const packed = view.getUint32(21, true);
    return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
  }
  if (kind === 'VP8 ' && bytes[23] === 0x9d && bytes[24] === 0x01 && bytes[25] === 0x2a) {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  return null;
}

function firstGifFrame(bytes: Uint8Array, view: DataView): { width: number; height: number } | null {
  const flags = bytes[10]!;
  let at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  while (at + 10 <= bytes.length) {
    if (bytes[at] === 0x2c) {
      return {
        width: view.getUint16(at + 1, true) + view.getUint16(at + 5, true),
        height: view.getUint16(at + 3, true) + view.getUint16(at + 7, true),
      };
    }
    if (bytes[at] !== 0x21) return null;
    at += 2;
    while (at < bytes.length && bytes[at] !== 0) at += bytes[at]! + 1;
    at += 1;
  }
  return null;
}
