import JSZip from 'jszip';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { buildDemoArchive, DEMO_WARDROBE } from '../../../tests/fixtures/demo-wardrobe.ts';
import { readDrafts } from '../../drafts/read-draft.ts';
import { answerRoute, type Handlers } from '../../messaging/server.ts';
import type { RouteInput, RouteOutput } from '../../messaging/routes.ts';
import { importPhoto } from '../../photos/import-photo.ts';
import type { ImportReport } from '../../photos/import-photos.ts';
import { memoryPhotoBlobs } from '../../photos/memory-photo-blobs.ts';
import type { PhotoBlobs } from '../../photos/photo.ts';
import { testImport } from '../../photos/test-photo.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { ChangeEvent, Store } from '../../store/store.ts';
import { testStore } from '../../store/test-store.ts';
import { importChosen, type ImportChosenDeps } from '../../transfer/import-chosen.ts';
import { makeExport, type ExportOptions } from '../../transfer/make-export.ts';
import { readImport, type ImportPreview } from '../../transfer/read-import.ts';
import { transferHandlers, type TransferContext } from './transfer-handlers.ts';

const NOW = Date.parse('2026-11-21T10:00:00.000Z');
const silent = { info: () => {}, error: () => {} };

let store: Store;
let blobs: PhotoBlobs;
let context: TransferContext;

beforeEach(async () => {
  store = await testStore();
  blobs = memoryPhotoBlobs(() => NOW);
  context = { store, blobs, clock: { now: () => NOW, sleep: async () => {} }, accountId: () => 'local' };
});

/** As a page calls: through the schemas, and through JSON in both directions. */
async function ask<Name extends keyof typeof transferHandlers>(
  route: Name,
  input: RouteInput<Name>,
): Promise<Result<RouteOutput<Name>>> {
  const message = JSON.parse(JSON.stringify({ route, input })) as { route: string; input: unknown };
  const all = transferHandlers as Partial<Handlers<TransferContext>> as Handlers<TransferContext>;
  const answer = await answerRoute(all, Promise.resolve(ok(context)), 'page', message, silent);
  return JSON.parse(JSON.stringify(answer)) as Result<RouteOutput<Name>>;
}

/** The import worker's own code, with a thumbnail that needs no browser. */
async function takePhotos(files: File[]): Promise<ImportReport> {
  const report: ImportReport = { imported: [], failed: [] };
  for (const file of files) {
    const effects = {
      blobs,
      compress: () => Promise.reject(new Error('an export’s photo is kept as it is')),
      thumbnail: async () => ({ thumbnail: new Blob(['small']), dhash: '0'.repeat(16) }),
      onStage: () => {},
    };
    const result = await importPhoto(file, effects, true);
    if (result.ok) report.imported.push(result.value);
    else report.failed.push({ name: file.name, error: result.error });
  }
  return report;
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.detail ?? ''}`);
  return result.value;
}

const knownHashes = (contentHashes: string[]) => ask('import.check', { contentHashes });
const preview = async (file: Blob): Promise<ImportPreview> => value(await readImport(file, knownHashes));
const choose = (shown: ImportPreview, indexes: number[], deps: Partial<ImportChosenDeps> = {}) =>
  importChosen(shown.source, indexes, {
    datasetId: () => Promise.resolve('first'),
    createDrafts: (drafts) => ask('import.drafts', { drafts }),
    importPhotos: takePhotos,
    ...deps,
  });

async function importDemo(): Promise<string[]> {
  const shown = await preview(new Blob([await buildDemoArchive()]));
  const outcome = value(
    await choose(
      shown,
      shown.drafts.map((draft) => draft.index),
    ),
  );
  expect(outcome.leftOut).toEqual([]);
  return outcome.created;
}

const draftsOf = (ids: string[]) => store.read((reader) => readDrafts(reader, 'local', ids));
const rows = (table: string) =>
  store.read((reader) => reader.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)!.n);
const exported = async (options: Partial<ExportOptions> = {}, status: 'all' | 'ready' = 'all') =>
  makeExport(value(await ask('export.drafts', { status })), { blobs, nowMs: NOW, ...options });

describe('import', () => {
  it('makes drafts with new ids and references, through the gate, with their photos in order', async () => {
    await store.write((tx) =>
      tx.run(`INSERT INTO pieces (id, user_id, reference) VALUES ('p', 'local', 126)`),
    );
    const drafts = draftsOf(await importDemo());
    expect(drafts.map((draft) => draft.status)).toEqual([
      'ready',
      'ready',
      'ready',
      'ready',
      'pending',
      'pending',
    ]);
    expect(drafts.map((draft) => draft.piece!.reference)).toEqual([127, 128, 129, 130, 131, 132]);
    expect(drafts.some((draft) => draft.id.startsWith('demo'))).toBe(false);
    drafts.forEach((draft, i) => {
      const piece = DEMO_WARDROBE[i]!;
      expect(draft).toMatchObject({
        title: piece.title,
        description: piece.description,
        priceCents: Math.round(piece.price * 100),
        labels: piece.labels,
        listing: piece.listing,
        locked: false,
        online: null,
      });
      expect(draft.piece).toMatchObject({ location: piece.location, costCents: piece.costCents });
      expect(draft.photos.map((photo) => photo.position)).toEqual(
        piece.photos.map((_, position) => position),
      );
    });
    expect(drafts.slice(0, 4).flatMap((draft) => draft.flags!.blockers)).toEqual([]);
  });

  it('changes nothing else: settings, accounts, queue', async () => {
    // The counter of references is the one setting a new piece may move.
    const settings = `(SELECT 1 FROM settings WHERE key NOT LIKE '%piece_reference%')`;
    const tables = [settings, 'users', 'plugin_queue', 'publish_log', 'listings', 'reference_cache'];
    const before = tables.map(rows);
    const events: ChangeEvent[] = [];
    store.onChange((changes) => events.push(...changes));
    await importDemo();
    expect(tables.map(rows)).toEqual(before);
    expect([...new Set(events.map((event) => event.name))].toSorted()).toEqual([
      'drafts.changed',
      'photos.changed',
    ]);
  });

  it('is all or nothing: one wrong photo, and no draft was made', async () => {
    const good = await testImport(blobs, 1);
    const patch = { title: 'Pull', priceCents: 1200 };
    for (const photos of [[{ ...good, sha256: 'f'.repeat(64) }], [good, good]]) {
      const drafts = [
        { patch, photos: [good], sourceId: null },
        { patch, photos, sourceId: null },
      ];
      expect((await ask('import.drafts', { drafts })).ok).toBe(false);
    }
    expect(['drafts', 'pieces', 'photo_metadata', 'media_asset', 'audit_log'].map(rows)).toEqual([
      0, 0, 0, 0, 0,
    ]);
  });

  it('imports drafts.json alone, without photos', async () => {
    const zip = await JSZip.loadAsync(await buildDemoArchive());
    const shown = await preview(new Blob([await zip.file('drafts.json')!.async('string')]));
    const { created } = value(await choose(shown, [0, 3]));
    const drafts = draftsOf(created);
    expect(drafts.map((draft) => [draft.title, draft.photos.length, draft.status])).toEqual([
      [DEMO_WARDROBE[0]!.title, 0, 'pending'],
      [DEMO_WARDROBE[3]!.title, 0, 'pending'],
    ]);
  });

  it('leaves out a photo that is broken, twice there or no photo, and says which', async () => {
    const zip = await JSZip.loadAsync(await buildDemoArchive());
    const second = await zip.file('photos/0001-02.jpg')!.async('uint8array');
    zip.file('photos/0001-01.jpg', second.slice(0, 5000));
    zip.file('photos/0001-03.jpg', second);
    zip.file('photos/0001-04.jpg', 'text');
    zip.remove('photos/0002-01.jpg');
    const shown = await preview(new Blob([await zip.generateAsync({ type: 'arraybuffer' })]));
    expect(shown.drafts[1]!.problems).toMatchObject([{ code: 'photo_missing' }]);
    const progress: string[] = [];
    const outcome = value(
      await choose(shown, [0, 1], { onProgress: (done, total) => progress.push(`${done}/${total}`) }),
    );
    expect(outcome.leftOut.map(({ index, photo, error }) => [index, photo, error.code]).toSorted()).toEqual([
      [0, '0001-01.jpg', 'photo_unreadable'],
      [0, '0001-03.jpg', 'photo_duplicate'],
      [0, '0001-04.jpg', 'photo_not_an_image'],
    ]);
    expect(progress).toEqual(['4/6', '6/6']);
    expect(draftsOf(outcome.created).map((draft) => draft.photos.length)).toEqual([1, 2]);
  });

  it('makes nothing when it is cancelled or the disk is full', async () => {
    const shown = await preview(new Blob([await buildDemoArchive()]));
    const cancel = new AbortController();
    const cancelling = (files: File[]) => (cancel.abort(), takePhotos(files));
    const cancelled = await choose(shown, [0, 1], { signal: cancel.signal, importPhotos: cancelling });
    expect(cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });

    vi.spyOn(blobs, 'put').mockRejectedValue(new DOMException('full', 'QuotaExceededError'));
    expect(await choose(shown, [0])).toMatchObject({ ok: false, error: { code: 'storage_full' } });
    expect(rows('drafts')).toBe(0);
  });
});

describe('export', () => {
  it('brings back what was imported, byte for byte, and knows it again', async () => {
    await importDemo();
    const made = value(await exported());
    expect(made).toMatchObject({ name: 'penderie-2026-11-21.zip', missing: [] });

    const again = await preview(made.file);
    expect(again.drafts.map((draft) => draft.duplicate)).toEqual(Array.from({ length: 6 }, () => true));
    const before = await JSZip.loadAsync(await buildDemoArchive());
    const after = await JSZip.loadAsync(await made.file.arrayBuffer());
    const photos = Object.keys(before.files).filter((name) => name.endsWith('.jpg'));
    expect(Object.keys(after.files).filter((name) => name.endsWith('.jpg'))).toEqual(photos);
    for (const name of photos) {
      const [was, is] = [before, after].map((zip) => zip.file(name)!.async('base64'));
      expect((await is) === (await was), name).toBe(true);
    }
  });

  it('tells what it holds and how to import it, in both languages', async () => {
    await importDemo();
    const zip = await JSZip.loadAsync(await value(await exported()).file.arrayBuffer());
    const readme = await zip.file('readme.txt')!.async('string');
    for (const part of [
      '6 brouillons, 15 photos',
      '6 drafts, 15 photos',
      'format 1',
      'Pour importer',
      'To import',
    ]) {
      expect(readme).toContain(part);
    }
    const file = JSON.parse(await zip.file('drafts.json')!.async('string')) as {
      drafts: { photos: string[] }[];
    };
    expect(file).toMatchObject({
      format: 'penderie-drafts',
      version: 1,
      exported_at: '2026-11-21T10:00:00.000Z',
    });
    expect(file.drafts[0]!.photos[0]).toBe('photos/0001-01.jpg');
  });

  it('exports only what is ready, or only what was chosen, never the bin', async () => {
    const ids = await importDemo();
    await store.write((tx) =>
      tx.run(`UPDATE drafts SET deleted_at = '2026-11-21T00:00:00.000Z' WHERE id = $id`, { $id: ids[0]! }),
    );
    const titles = async (input: RouteInput<'export.drafts'>) =>
      value(await ask('export.drafts', input)).drafts.map((draft) => draft.id);
    expect(await titles({ status: 'ready' })).toEqual(ids.slice(1, 4));
    expect(await titles({ status: 'all', ids: [ids[5]!, ids[0]!, ids[2]!, 'none'] })).toEqual([
      ids[2],
      ids[5],
    ]);
    expect(await titles({})).toEqual(ids.slice(1));
  });

  it('reaches no draft of another account', async () => {
    await importDemo();
    context = { ...context, accountId: () => 'www.vinted.fr:7' };
    expect(value(await ask('export.drafts', {}))).toEqual({ drafts: [], photos: [] });
  });

  it('keeps two drafts of one piece apart', async () => {
    const ids = await importDemo();
    await store.write((tx) =>
      tx.run(`UPDATE drafts SET piece_id = (SELECT piece_id FROM drafts WHERE id = $a) WHERE id = $b`, {
        $a: ids[0]!,
        $b: ids[1]!,
      }),
    );
    const { photos } = value(await ask('export.drafts', {}));
    expect(new Set(photos.map((photo) => photo.name)).size).toBe(photos.length);
    expect(photos.map((photo) => photo.name)).toContain('photos/0001.2-01.jpg');
  });

  it('can leave the photos out, names those that are gone, counts as it goes, and can be cancelled', async () => {
    await importDemo();
    const progress: string[] = [];
    const without = value(await exported({ blobs: null }));
    const zip = await JSZip.loadAsync(await without.file.arrayBuffer());
    expect(Object.keys(zip.files)).toEqual(['drafts.json', 'readme.txt']);

    const { photos } = value(await ask('export.drafts', {}));
    await blobs.remove(photos[0]!.sha256);
    const made = value(await exported({ onProgress: (done, total) => progress.push(`${done}/${total}`) }));
    expect(made.missing).toEqual(['photos/0001-01.jpg']);
    expect(progress.at(-1)).toBe('15/15');
    expect((await preview(made.file)).drafts[0]!.problems).toMatchObject([{ code: 'photo_missing' }]);

    const cancel = new AbortController();
    const onProgress = (done: number) => done === 3 && cancel.abort();
    expect(await exported({ onProgress, signal: cancel.signal })).toMatchObject({
      ok: false,
      error: { code: 'cancelled' },
    });
  });
});
