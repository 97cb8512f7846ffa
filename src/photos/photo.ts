/** One use of a photo in a draft (or in the tray, `draftId` null), with the content it shows. */
export interface DraftPhoto {
  photoId: string;
  draftId: string | null;
  assetId: string;
  /** Of the stored bytes: the key under which bytes and thumbnail lie in the blob store. */
  sha256: string;
  width: number;
  height: number;
  mime: string;
  /** Bytes of the file the seller chose, and of what is stored. */
  fileSizeBytes: number;
  compressedSizeBytes: number;
  fileName: string | null;
  /** 0 is the cover. */
  position: number;
  altText: string | null;
  tier: 'temp' | 'hot' | 'cold';
  publishedToVinted: boolean;
}

/** What the page's import worker made of one file; the bytes already lie in the blob store under `sha256`. */
export interface ImportedPhoto {
  sha256: string;
  originalSha256: string;
  dhash: string | null;
  width: number;
  height: number;
  mime: 'image/jpeg';
  fileSizeBytes: number;
  compressedSizeBytes: number;
  fileName: string;
  /** When the camera says it was taken; kept as data, gone from the file. */
  exifTakenAt: string | null;
}

/** Limits of spec section 5 and contract section 2. */
export const PHOTO_LIMITS = {
  perDraft: 20,
  minSidePx: 100,
  warnSidePx: 800,
  maxSidePx: 2000,
  maxStoredBytes: 5_000_000,
  jpegQuality: 0.85,
  thumbnailPx: 320,
} as const;

/**
 * Where photo bytes lie: extension-origin IndexedDB, shared by pages and worker. Blob first, row second: a blob
 * without a row is swept after a day, a row without a blob cannot come to be.
 */
export interface PhotoBlobs {
  put(sha256: string, blobs: { full: Blob; thumbnail: Blob }): Promise<void>;
  full(sha256: string): Promise<Blob | null>;
  thumbnail(sha256: string): Promise<Blob | null>;
  /**
   * @param putBeforeMs given by the sweep: content put again since then stays
   * @returns whether something was removed
   */
  remove(sha256: string, putBeforeMs?: number): Promise<boolean>;
  /** Every key with the time it was put, for the sweep. */
  keys(): Promise<{ sha256: string; putAtMs: number; sizeBytes: number }[]>;
}
