import { afterEach, describe, expect, it, vi } from 'vitest';
import { appError } from '../shared/app-error.ts';
import { fail, ok } from '../shared/result.ts';
import type { ImportAnswer, ImportRequest } from './import-messages.ts';
import { importPhotos } from './import-photos.ts';
import type { ImportedPhoto } from './photo.ts';

/** Answers by the file's name: `slow`, `bad`, `hang` and `crash` do what they say. */
class WorkerDouble extends EventTarget {
  static started: WorkerDouble[] = [];
  terminated = false;
  asked: string[] = [];

  constructor() {
    super();
    WorkerDouble.started.push(this);
  }

  postMessage({ file }: ImportRequest) {
    this.asked.push(file.name);
    const say = (data: ImportAnswer) => this.dispatchEvent(new MessageEvent('message', { data }));
    const finish = () => {
      const photo = { fileName: file.name } as ImportedPhoto;
      const result = file.name.startsWith('bad')
        ? fail<ImportedPhoto>(appError('photo_unreadable'))
        : ok(photo);
      say({ kind: 'done', result });
    };
    queueMicrotask(() => say({ kind: 'stage', stage: 'reading' }));
    if (file.name.startsWith('hang')) return;
    if (file.name.startsWith('crash'))
      return void queueMicrotask(() => this.dispatchEvent(new Event('error')));
    if (file.name.startsWith('slow')) return void setTimeout(finish, 20);
    queueMicrotask(finish);
  }

  terminate() {
    this.terminated = true;
  }
}

const startWorker = () => new WorkerDouble() as unknown as Worker;
const files = (...names: string[]) => names.map((name) => new File(['x'], name));

afterEach(() => {
  WorkerDouble.started = [];
  vi.useRealTimers();
});

describe('importPhotos', () => {
  it('names the file that fails and goes on with the others', async () => {
    const report = await importPhotos(files('a', 'bad', 'c'), { datasetId: 'd', startWorker });
    expect(report.imported.map((photo) => photo.fileName)).toEqual(['a', 'c']);
    expect(report.failed).toEqual([{ name: 'bad', error: { code: 'photo_unreadable' } }]);
    expect(WorkerDouble.started.every((worker) => worker.terminated)).toBe(true);
  });

  it('uses at most two workers, and keeps the order of the files', async () => {
    const order: number[] = [];
    const report = await importPhotos(files('slow-1', 'b', 'c', 'bad', 'e'), {
      datasetId: 'd',
      startWorker,
      onImported: (index) => order.push(index),
    });
    expect(WorkerDouble.started.length).toBeLessThanOrEqual(2);
    expect(report.imported.map((photo) => photo.fileName)).toEqual(['slow-1', 'b', 'c', 'e']);
    expect(order).toEqual([0, 1, 2, 4]);
  });

  it('tells each file’s stages, with one end each', async () => {
    const seen: string[] = [];
    await importPhotos(files('a', 'bad'), {
      datasetId: 'd',
      startWorker,
      onProgress: (index, stage) => seen.push(`${index} ${stage}`),
    });
    expect(seen.toSorted()).toEqual(['0 done', '0 reading', '1 failed', '1 reading']);
  });

  it('stops at once when it is cancelled, and starts nothing more', async () => {
    const cancel = new AbortController();
    const waiting = importPhotos(files('a', 'hang-1', 'hang-2', 'd'), {
      datasetId: 'd',
      startWorker,
      signal: cancel.signal,
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
    cancel.abort();
    const report = await waiting;
    expect(report.imported.map((photo) => photo.fileName)).toEqual(['a']);
    expect(report.failed.map((each) => each.error.code)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(WorkerDouble.started.flatMap((worker) => worker.asked)).not.toContain('d');
    expect(WorkerDouble.started.every((worker) => worker.terminated)).toBe(true);
  });

  it('replaces a worker that crashed or hangs', async () => {
    vi.useFakeTimers();
    const waiting = importPhotos(files('crash', 'hang', 'c', 'd'), { datasetId: 'd', startWorker });
    await vi.advanceTimersByTimeAsync(100_000);
    const report = await waiting;
    expect(report.imported.map((photo) => photo.fileName)).toEqual(['c', 'd']);
    expect(report.failed.map((each) => [each.name, each.error.code])).toEqual([
      ['crash', 'internal'],
      ['hang', 'photo_unreadable'],
    ]);
  });

  it('does nothing for no files', async () => {
    expect(await importPhotos([], { datasetId: 'd', startWorker })).toEqual({ imported: [], failed: [] });
    expect(WorkerDouble.started).toEqual([]);
  });
});
