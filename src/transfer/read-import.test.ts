import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { buildDemoArchive, DEMO_WARDROBE } from '../../tests/fixtures/demo-wardrobe.ts';
import { ok } from '../shared/result.ts';
import { crc32 } from './crc32.ts';
import { readImport, type ImportPreview } from './read-import.ts';
import { testArchive, type TestEntry } from './test-archive.ts';
import { readZipEntry } from './zip-entry.ts';

const nothingKnown = async () => ok({ known: [] as string[] });
const read = (
  file: Blob,
  known: (hashes: string[]) => Promise<ReturnType<typeof ok<{ known: string[] }>>> = nothingKnown,
) => readImport(file, known);

async function preview(file: Blob): Promise<ImportPreview> {
  const result = await read(file);
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail ?? ''}`);
  return result.value;
}

async function refusal(file: Blob): Promise<string> {
  const result = await read(file);
  if (result.ok) throw new Error('it was accepted');
  return `${result.error.code}: ${result.error.detail ?? ''}`;
}

const row = (changes: Record<string, unknown> = {}) => ({
  title: 'Pull',
  price: 12.5,
  photos: [],
  ...changes,
});
const json = (drafts: unknown[], changes: Record<string, unknown> = {}) =>
  JSON.stringify({
    format: 'penderie-drafts',
    version: 1,
    exported_at: '2026-11-20T10:00:00.000Z',
    drafts,
    ...changes,
  });
const drafts = (data = json([row()])): TestEntry => ({ name: 'drafts.json', data, deflate: true });
const photo = (name: string, data = 'bytes'): TestEntry => ({ name, data });

describe('a good file', () => {
  it('is previewed: the demonstration wardrobe', async () => {
    const shown = await preview(new Blob([await buildDemoArchive()]));
    expect(shown).toMatchObject({ withPhotos: true, refused: [], exportedAt: '2026-11-20T18:00:00.000Z' });
    expect(shown.drafts.map(({ title, photos }) => [title, photos])).toEqual(
      DEMO_WARDROBE.map((piece) => [piece.title, piece.photos.length]),
    );
    expect(shown.drafts[0]).toMatchObject({
      index: 0,
      reference: 1,
      priceCents: 2800,
      duplicate: false,
      problems: [],
    });
  });

  it('may have been packed by another program: deflated photos, folders, a comment, files of a Mac', async () => {
    const data = json([row({ photos: ['photos/0001-01.jpg'] })]);
    const entries = [
      { name: 'photos/' },
      { name: '__MACOSX/._drafts.json', data: 'x' },
      { name: 'other.zip', data: 'PK\x03\x04 an archive in an archive' },
      { ...photo('photos/0001-01.jpg'), deflate: true },
      drafts(data),
    ];
    const shown = await preview(await testArchive(entries, { comment: 'made on a Mac' }));
    expect(shown.drafts[0]).toMatchObject({ photos: 1, problems: [] });
    const bytes = await readZipEntry(shown.source.file, shown.source.entries.get('photos/0001-01.jpg')!);
    expect(bytes.ok && new TextDecoder().decode(bytes.value)).toBe('bytes');
  });

  it('may be drafts.json alone, with a byte order mark; missing photos are then no problem of each', async () => {
    const data = json([row({ photos: ['photos/0001-01.jpg'] })]);
    for (const text of [data, `\ufeff${data}`, `\n  ${data}`]) {
      const shown = await preview(new Blob([text]));
      expect(shown).toMatchObject({
        withPhotos: false,
        drafts: [{ title: 'Pull', photos: 0, problems: [] }],
      });
    }
  });

  it('names the photos it does not bring', async () => {
    const data = json([row({ photos: ['photos/0001-01.jpg', 'photos/0001-02.jpg'] })]);
    const shown = await preview(await testArchive([drafts(data), photo('photos/0001-01.jpg')]));
    expect(shown.drafts[0]).toMatchObject({
      photos: 1,
      problems: [{ code: 'photo_missing', params: { photo: 'photos/0001-02.jpg' } }],
    });
  });

  it('knows drafts that are here already, by what they say now and not by the hash that is written down', async () => {
    const asked: string[] = [];
    const stale = 'a'.repeat(64);
    const rows = [row({ content_hash: stale }), row({ title: 'Jean' }), row({ title: 'Jean' })];
    await read(
      new Blob([json(rows)]),
      async (hashes) => (asked.push(...hashes), ok({ known: [] as string[] })),
    );
    expect(asked).toHaveLength(2);
    expect(asked).not.toContain(stale);
    const known = async () => ok({ known: [asked[0]!] });
    const result = await read(new Blob([json(rows)]), known);
    expect(result.ok && result.value.drafts.map((draft) => draft.duplicate)).toEqual([true, false, true]);
  });
});

describe('rows of the file', () => {
  it.each([
    [{ title: undefined }, 'title'],
    [{ title: 'x'.repeat(2001) }, 'title'],
    [{ price: 'abc' }, 'price'],
    [{ price: -1 }, 'price'],
    [{ price: 12.345 }, 'price'],
    [{ price: 1e9 }, 'price'],
    [{ currency: 'SEK' }, 'currency'],
    [{ labels: { brand: 7 } }, 'labels.brand'],
    [{ labels: 'x' }, 'labels'],
    [{ listing: { catalogId: 'x' } }, 'listing.catalogId'],
    [{ listing: { colorIds: [1, 2, 3] } }, 'listing.colorIds'],
    [{ listing: { attributes: [{ code: 'x', ids: ['1'] }] } }, 'listing.attributes'],
    [{ listing: [] }, 'listing'],
    [{ piece: { measures: { longueur: 'x' } } }, 'piece.measures'],
    [{ piece: 4 }, 'piece'],
    [{ photos: ['../../etc/passwd'] }, 'photos'],
    [{ photos: ['photos/a/b.jpg'] }, 'photos'],
    [{ photos: Array.from({ length: 21 }, (_, i) => `photos/${i}.jpg`) }, 'photos'],
    [{ photo_hashes: ['x'] }, 'photo_hashes'],
    [{ id: 'x'.repeat(65) }, 'id'],
  ])('%j is refused alone, by its field', async (change, field) => {
    const shown = await preview(new Blob([json([row(), row(change), row()])]));
    expect(shown.drafts.map((draft) => draft.index)).toEqual([0, 2]);
    expect(shown.refused).toMatchObject([{ index: 1, problem: { code: 'invalid_input', field } }]);
  });

  it('are refused too where they are no objects', async () => {
    const shown = await preview(new Blob([json([null, 7, 'x', [], row()])]));
    expect(shown.drafts.map((draft) => draft.index)).toEqual([4]);
    expect(shown.refused).toHaveLength(4);
  });

  it('bring no field that is not known, no status and nothing for the language itself', async () => {
    const tricky =
      `{"format":"penderie-drafts","version":1,"__proto__":{"polluted":1},"settings":{"dayLimit":99},"drafts":[{"title":"Pull",` +
      `"price":0.29,"status":"published","__proto__":{"polluted":1},"accountId":"x","piece":{"measures":{"__proto__":3,"constructor":4,"dos":5}},` +
      `"listing":{"photoIds":[1],"catalogId":221,"attributes":[{"code":"a","ids":[1],"more":1}]}}]}`;
    const shown = await preview(new Blob([tricky]));
    const draft = shown.source.drafts.get(0)!;
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.keys(draft.patch).toSorted()).toEqual([
      'description',
      'labels',
      'listing',
      'piece',
      'priceCents',
      'title',
    ]);
    expect(draft.patch.priceCents).toBe(29);
    expect(draft.patch.piece!.measures).toEqual({ dos: 5 });
    expect(draft.patch.listing.attributes).toEqual([{ code: 'a', ids: [1] }]);
    expect(Object.keys(draft.patch.listing)).not.toContain('photoIds');
  });
});

describe('a file that is none of ours', () => {
  it.each([
    ['a text', new Blob(['Bonjour']), 'file_not_an_archive: '],
    ['a photo', new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16])]), 'file_not_an_archive: '],
    ['a RAR', new Blob(['Rar!\x1a\x07']), 'file_not_an_archive: '],
    ['nothing', new Blob([]), 'file_not_an_export: '],
    ['another JSON', new Blob(['{"hello": 1}']), 'file_not_an_export: '],
    ['broken JSON', new Blob(['{"format":"penderie-drafts"']), 'file_not_an_export: '],
    [
      'JSON that is not UTF-8',
      new Blob(['{"x":"', new Uint8Array([0xff, 0xfe]), '"}']),
      'file_not_an_export: ',
    ],
    ['another format', new Blob([json([], { format: 'other' })]), 'file_not_an_export: '],
    ['no drafts', new Blob([json([], { drafts: {} })]), 'file_not_an_export: '],
    ['version 0', new Blob([json([], { version: 0 })]), 'file_not_an_export: '],
    ['a newer version', new Blob([json([], { version: 2 })]), 'file_version_newer: '],
    ['more drafts than can be', new Blob([json(Array.from({ length: 5001 }, () => 0))]), 'file_too_large: '],
  ])('%s', async (_name, file, expected) => {
    expect(await refusal(file)).toBe(expected);
  });

  it('a ZIP of something else', async () => {
    expect(await refusal(await testArchive([photo('photos/a.jpg')]))).toBe('file_not_an_export: ');
    expect(await refusal(await testArchive([]))).toBe('file_not_an_export: ');
    expect(await refusal(await testArchive([{ ...drafts(), name: 'folder/drafts.json' }]))).toBe(
      'file_not_an_export: ',
    );
    expect(
      await refusal(new Blob([await new JSZip().file('a.txt', 'x').generateAsync({ type: 'arraybuffer' })])),
    ).toBe('file_not_an_export: ');
  });
});

describe('a hostile archive', () => {
  it.each([
    '../drafts.json',
    'photos/../../x.jpg',
    '/etc/passwd',
    'C:/windows/x.jpg',
    'photos\\x.jpg',
    'photos/./x.jpg',
    'photos/x\0.jpg',
    'photos/x\n.jpg',
    '',
    `photos/${'x'.repeat(300)}.jpg`,
  ])('with the path %j', async (name) => {
    expect(await refusal(await testArchive([drafts(), photo(name)]))).toMatch(/^file_hostile: a path/);
  });

  it.each([
    ['drafts.json', 'drafts.json'],
    ['photos/a.jpg', 'photos/A.JPG'],
    ['photos/é.jpg', 'photos/e\u0301.jpg'],
  ])('with %j and %j', async (first, second) => {
    const entries = [drafts(), photo(first), photo(second)];
    expect(await refusal(await testArchive(entries))).toBe('file_hostile: twice the same name');
  });

  it('with a bomb: absurd ratio, declared or hidden', async () => {
    const zeros = new Uint8Array(30_000_000);
    const honest = [drafts(), { name: 'photos/bomb.jpg', data: zeros, deflate: true }];
    expect(await refusal(await testArchive(honest))).toBe('file_hostile: packed too tightly');

    const lying = [{ ...drafts(json([row()])), data: zeros, says: { unpackedBytes: 500 } }];
    expect(await refusal(await testArchive(lying))).toBe('file_hostile: holds more than announced');
  });

  it('with files that share their bytes', async () => {
    const entries = [drafts(), photo('photos/a.jpg'), { ...photo('photos/b.jpg'), offset: 0 }];
    expect(await refusal(await testArchive(entries))).toBe('file_hostile: overlaps another file');
  });

  it('with more to unpack than anyone has, before anything is unpacked', async () => {
    const huge = { says: { unpackedBytes: 1_900_000_000, packedBytes: 10_000_000 } };
    const entries = [
      drafts(),
      { ...photo('photos/a.jpg'), ...huge, deflate: true },
      { ...photo('photos/b.jpg'), ...huge, deflate: true },
    ];
    expect(await refusal(await testArchive(entries))).toBe('file_too_large: too much to unpack');
  });

  it('with too many entries, by its own count', async () => {
    const entries = [drafts()];
    expect(await refusal(await testArchive(entries, { count: 20_001 }))).toBe(
      'file_too_large: 20001 entries',
    );
    expect(await refusal(await testArchive(entries, { count: 0xffff }))).toBe(
      'file_too_large: 65535 entries',
    );
  });

  it('with a list of drafts beyond measure, a link, a password', async () => {
    const large = [{ ...drafts(), says: { unpackedBytes: 60_000_000, packedBytes: 1_000_000 } }];
    expect(await refusal(await testArchive(large))).toMatch(/^file_(too_large|damaged)/);
    const link = [drafts(), { ...photo('photos/a.jpg', '/etc/passwd'), says: { mode: 0xa1ff } }];
    expect(await refusal(await testArchive(link))).toBe('file_hostile: a link');
    const locked = [{ ...drafts(), says: { flags: 0x801 } }];
    expect(await refusal(await testArchive(locked))).toBe('file_hostile: encrypted');
  });

  it('of more bytes than are read', async () => {
    const heavy = new Blob(['PK\x03\x04']);
    Object.defineProperty(heavy, 'size', { value: 500_000_001 });
    expect(await refusal(heavy)).toMatch(/^file_too_large/);
    const heavyJson = new Blob(['{"a":1}']);
    Object.defineProperty(heavyJson, 'size', { value: 50_000_001 });
    expect(await refusal(heavyJson)).toMatch(/^file_too_large/);
  });
});

describe('a damaged archive', () => {
  it('cut off anywhere', async () => {
    const whole = await testArchive([drafts(), photo('photos/a.jpg')]);
    for (let size = 4; size < whole.size; size += 7) {
      expect(await refusal(whole.slice(0, size)), `at ${size}`).toBe('file_damaged: no end record');
    }
  });

  it.each([
    ['a wrong checksum', { says: { crc: 1 } }, 'wrong checksum'],
    ['an unknown compression', { says: { method: 12 } }, 'compression method 12'],
    ['a size too large', { says: { unpackedBytes: 900 } }, 'shorter than announced'],
    ['another name inside', { localName: 'drafts.jsox' }, 'two names'],
    ['a place that is no file', { offset: 9 }, 'no local header'],
  ])('with %s', async (_name, change, detail) => {
    expect(await refusal(await testArchive([{ ...drafts(), ...change }]))).toBe(`file_damaged: ${detail}`);
  });

  it('with a flipped bit in packed data, or bytes that are no deflate', async () => {
    const garbage = {
      name: 'drafts.json',
      data: 'this is no deflate data at all',
      says: { method: 8, unpackedBytes: 100 },
    };
    expect(await refusal(await testArchive([garbage]))).toMatch(/^file_damaged/);
    const stored = [{ name: 'drafts.json', data: json([row()]), says: { unpackedBytes: 10 } }];
    expect(await refusal(await testArchive(stored))).toBe('file_damaged: two sizes');
  });

  it('whose parts contradict each other', async () => {
    expect(await refusal(await testArchive([drafts()], { count: 2 }))).toMatch(/^file_damaged/);
    expect(await refusal(await testArchive([drafts(), photo('photos/a.jpg')], { count: 1 }))).toMatch(
      /^file_damaged/,
    );
    expect(await refusal(await testArchive([drafts()], { directoryShift: 5 }))).toMatch(/^file_damaged/);
    const beyond = [{ ...drafts(), says: { packedBytes: 400_000, unpackedBytes: 400_000 } }];
    expect(await refusal(await testArchive(beyond))).toBe('file_damaged: reaches beyond the file');
  });

  it('never throws, whatever is changed in it', async () => {
    const whole = new Uint8Array(await (await testArchive([drafts(), photo('photos/a.jpg')])).arrayBuffer());
    for (let at = 4; at < whole.length; at++) {
      for (const value of [0, 0xff, whole[at]! ^ 1]) {
        const changed = whole.slice();
        changed[at] = value;
        await expect(read(new Blob([changed])), `byte ${at}`).resolves.toHaveProperty('ok');
      }
    }
  });
});

it('keeps the checksum ZIP keeps', () => {
  const bytes = new TextEncoder().encode('123456789');
  expect(crc32(bytes)).toBe(0xcbf43926);
  expect(crc32(bytes.subarray(4), crc32(bytes.subarray(0, 4)))).toBe(0xcbf43926);
});
