import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { call } from '../../messaging/client.ts';
import { importPhotos, type ImportOptions } from '../../photos/import-photos.ts';
import type { ImportedPhoto } from '../../photos/photo.ts';
import { appError } from '../../shared/app-error.ts';
import { fail, ok } from '../../shared/result.ts';
import { usePhotoIntake } from './photo-intake.ts';

vi.mock('../../messaging/client.ts', () => ({ call: vi.fn() }));
vi.mock('../../messaging/page-dataset.ts', () => ({ whenDatasetKnown: () => Promise.resolve('shown') }));
vi.mock('../../photos/import-photos.ts', () => ({ importPhotos: vi.fn() }));

const file = (name: string) => new File([name], name);
const photo = (name: string) => ({ sha256: name, fileName: name }) as ImportedPhoto;
const uploaded = () =>
  vi.mocked(call).mock.calls.map(([, input]) => (input as { photo: ImportedPhoto }).photo.fileName);

/** Imports every file but those named, in order. */
function importing(bad: string[] = [], before: (options: ImportOptions) => void = () => {}) {
  vi.mocked(importPhotos).mockImplementation(async (files, options) => {
    before(options);
    files.forEach((each, index) => !bad.includes(each.name) && options.onImported?.(index, photo(each.name)));
    const error = appError(options.signal?.aborted ? 'cancelled' : 'photo_unreadable', {
      params: { photo: 'x' },
    });
    return {
      imported: [],
      failed: files.filter((each) => bad.includes(each.name)).map(({ name }) => ({ name, error })),
    };
  });
}

beforeEach(() => {
  setActivePinia(createPinia());
  vi.mocked(call)
    .mockReset()
    .mockResolvedValue(ok({}) as never);
});

describe('photo intake', () => {
  it('gives photos to the draft one after the other, in the order of the files', async () => {
    importing();
    let atOnce = 0;
    let most = 0;
    vi.mocked(call).mockImplementation(async () => {
      most = Math.max(most, ++atOnce);
      await Promise.resolve();
      atOnce -= 1;
      return ok({}) as never;
    });
    const intake = usePhotoIntake();
    await intake.add('d1', [file('a'), file('b'), file('c')]);
    expect(uploaded()).toEqual(['a', 'b', 'c']);
    expect(most).toBe(1);
    expect(intake.incoming).toEqual([]);
  });

  it('says which file failed and brings in the others', async () => {
    importing(['b']);
    const intake = usePhotoIntake();
    await intake.add('d1', [file('a'), file('b'), file('c')]);
    expect(uploaded()).toEqual(['a', 'c']);
    expect(intake.incoming).toMatchObject([
      { name: 'b', stage: 'failed', error: { code: 'photo_unreadable' } },
    ]);
    intake.dismiss(intake.incoming[0]!.key);
    expect(intake.incoming).toEqual([]);
  });

  it('keeps the refusal of the worker beside the name', async () => {
    importing();
    vi.mocked(call).mockResolvedValue(fail(appError('photo_duplicate')) as never);
    const intake = usePhotoIntake();
    await intake.add('d1', [file('a')]);
    expect(intake.incoming[0]).toMatchObject({
      stage: 'failed',
      error: { code: 'photo_duplicate', params: { photo: 'a' } },
    });
  });

  it('gives the draft nothing of what was cancelled', async () => {
    const intake = usePhotoIntake();
    importing([], () => intake.dismiss(intake.incoming[1]!.key));
    await intake.add('d1', [file('a'), file('b')]);
    expect(uploaded()).toEqual(['a']);
  });

  it('stops a whole handful and forgets it', async () => {
    const intake = usePhotoIntake();
    let signal: AbortSignal | undefined;
    importing(['a', 'b'], (options) => {
      signal = options.signal;
      intake.cancelAll('d1');
    });
    await intake.add('d1', [file('a'), file('b')]);
    expect(signal?.aborted).toBe(true);
    expect(uploaded()).toEqual([]);
    expect(intake.incoming).toEqual([]);
  });
});
