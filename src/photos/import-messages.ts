import type { Result } from '../shared/result.ts';
import type { ImportStage } from './import-photo.ts';
import type { ImportedPhoto } from './photo.ts';

/** What a page asks its import worker, one file at a time. */
export interface ImportRequest {
  file: File;
  keepStored: boolean;
  /** Under which the bytes are kept: the account that the page shows. */
  datasetId: string;
}

export type ImportAnswer =
  { kind: 'stage'; stage: ImportStage } | { kind: 'done'; result: Result<ImportedPhoto> };
