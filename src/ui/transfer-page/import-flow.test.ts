import { beforeEach, expect, test } from 'vitest';
import { appError } from '../../shared/app-error.ts';
import { fail, ok } from '../../shared/result.ts';
import type { ImportPreview } from '../../transfer/read-import.ts';
import { createImportFlow, type ImportDeps } from './import-flow.ts';

const preview = (...indexes: number[]): ImportPreview => ({
  exportedAt: null,
  withPhotos: true,
  drafts: indexes.map((index) => ({
    index,
    reference: index,
    title: `d${index}`,
    priceCents: 100,
    currency: 'EUR',
    photos: 1,
    duplicate: false,
    problems: [],
  })),
  refused: [],
  source: { file: new Blob(), drafts: new Map(), entries: new Map() },
});
const file = (name: string) => new File(['x'], name);

let deps: { [Name in keyof ImportDeps]: ImportDeps[Name] };
let imported: number[][];
beforeEach(() => {
  imported = [];
  deps = {
    call: (() => Promise.resolve(ok({ created: [] }))) as never,
    readImport: () => Promise.resolve(ok(preview(0, 1, 2))),
    datasetId: () => Promise.resolve('shown'),
    importChosen: (_source, indexes) => {
      imported.push(indexes);
      return Promise.resolve(ok({ created: indexes.map(String), leftOut: [] }));
    },
  };
});

test('reads, imports what is chosen in the order of the file, and counts', async () => {
  const flow = createImportFlow(deps);
  await flow.read(file('a.zip'));
  flow.state.chosen = new Set([2, 0]);
  await flow.run();
  expect(imported).toEqual([[0, 2]]);
  expect(flow.state).toMatchObject({ phase: 'done', outcome: { created: ['0', '2'] } });
});

test('a file that is no export leaves the page as it was, with the reason', async () => {
  deps.readImport = () => Promise.resolve(fail(appError('file_hostile')));
  const flow = createImportFlow(deps);
  await flow.read(file('a.zip'));
  expect(flow.state).toMatchObject({ phase: 'empty', preview: null, error: { code: 'file_hostile' } });
  await flow.run();
  expect(imported).toEqual([]);
});

test('a file that vanishes while it is read is an error, not a hanging page', async () => {
  deps.readImport = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
  const flow = createImportFlow(deps);
  await flow.read(file('a.zip'));
  expect(flow.state.error?.code).toBe('file_damaged');
});

test('of two files only the newer is shown, whichever is read first', async () => {
  let answerFirst = () => {};
  deps.readImport = (which) =>
    (which as File).name === 'slow.zip'
      ? new Promise((resolve) => (answerFirst = () => resolve(ok(preview(7)))))
      : Promise.resolve(ok(preview(1)));
  const flow = createImportFlow(deps);
  const slow = flow.read(file('slow.zip'));
  await flow.read(file('fast.zip'));
  answerFirst();
  await slow;
  expect(flow.state.fileName).toBe('fast.zip');
  expect(flow.state.preview?.drafts.map((draft) => draft.index)).toEqual([1]);
});

test('stopping goes back to the choice; the same drafts can be imported again', async () => {
  deps.importChosen = (_source, _indexes, { signal }) =>
    new Promise((resolve) => signal!.addEventListener('abort', () => resolve(fail(appError('cancelled')))));
  const flow = createImportFlow(deps);
  await flow.read(file('a.zip'));
  const running = flow.run();
  expect(flow.state.phase).toBe('running');
  flow.cancel();
  await running;
  expect(flow.state).toMatchObject({ phase: 'preview', stopped: true, error: null });
});

test('a second click while it runs imports nothing twice', async () => {
  const flow = createImportFlow(deps);
  await flow.read(file('a.zip'));
  await Promise.all([flow.run(), flow.run()]);
  expect(imported).toHaveLength(1);
});
