import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import sharp, { type Sharp } from 'sharp';
import { build, type Rollup } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleRules } from '../../scripts/bundle-rules.ts';
import { findChromium } from '../../scripts/find-browser.mjs';
import type { AppError } from '../shared/app-error.ts';
import { jpegParts, withoutMetadata } from './jpeg-parts.ts';
import type { ImportedPhoto } from './photo.ts';

/*
 * In a real browser, since decoding and encoding only exist there: the page's half and its worker, bundled as in the
 * product, on a page of a site that does not exist under the content policy of an extension page.
 */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SITE = 'https://photos.test';
const POLICY = "default-src 'self'; script-src 'self'; object-src 'none'; connect-src 'self'";
const MAIN = `
  import { importPhotos } from '${ROOT}src/photos/import-photos.ts';
  import { openPhotosOf } from '${ROOT}src/photos/photo-databases.ts';
  Object.assign(window, { importPhotos, blobs: openPhotosOf('of-the-page') });
`;

interface World {
  importPhotos: typeof import('./import-photos.ts').importPhotos;
  blobs: import('./photo.ts').PhotoBlobs;
}

let browser: Browser;
let page: Page;
const elsewhere: string[] = [];

async function bundle(): Promise<Map<string, string>> {
  const rules = () => [bundleRules()];
  const entry = 'virtual:main';
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    plugins: [
      ...rules(),
      {
        name: 'main',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? MAIN : null),
      },
    ],
    worker: { plugins: rules },
    build: {
      write: false,
      target: 'es2022',
      rollupOptions: { input: { main: entry } },
      modulePreload: false,
    },
  })) as Rollup.RollupOutput;
  const source = (file: Rollup.OutputChunk | Rollup.OutputAsset) =>
    'code' in file ? file.code : String(file.source);
  return new Map(
    built.output.map((file) => [`/${file.name === 'main' ? 'main.js' : file.fileName}`, source(file)]),
  );
}

beforeAll(async () => {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium: npm test says how to get one');
  const files = await bundle();
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND'],
  });
  const context = await browser.newContext();
  // Requests of workers pass here too: nothing is loaded but what is in `files`.
  await context.route('**/*', (route) => {
    const { origin, pathname } = new URL(route.request().url());
    if (origin !== SITE) elsewhere.push(route.request().url());
    const headers = { 'content-security-policy': POLICY };
    if (pathname === '/') {
      const body = '<!doctype html><script type="module" src="/main.js"></script>';
      return route.fulfill({ contentType: 'text/html', body, headers });
    }
    const body = files.get(pathname);
    return body
      ? route.fulfill({ contentType: 'text/javascript', body, headers })
      : route.fulfill({ status: 404 });
  });
  page = await context.newPage();
  await page.goto(SITE);
  await page.waitForFunction(() => 'importPhotos' in window);
}, 60_000);
afterAll(() => browser?.close());

interface Outcome {
  imported: (ImportedPhoto & { bytes: Uint8Array; thumbnail: Uint8Array })[];
  failed: { name: string; error: AppError }[];
  seen: string[];
}

/** Imports as a page does; what lies in the blob store afterwards comes back beside it. */
async function importFiles(
  files: { name: string; bytes: Uint8Array }[],
  options: { keepStored?: boolean; cancelAt?: string } = {},
): Promise<Outcome> {
  const given = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
  const answer = await page.evaluate(
    async ({ given, options }) => {
      const { importPhotos, blobs } = window as unknown as World;
      const base64 = async (blob: Blob) => {
        let text = '';
        for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte);
        return btoa(text);
      };
      const cancel = new AbortController();
      const seen: string[] = [];
      const report = await importPhotos(
        given.map(
          (file) => new File([Uint8Array.from(atob(file.base64), (c) => c.charCodeAt(0))], file.name),
        ),
        {
          datasetId: 'of-the-page',
          keepStored: options.keepStored,
          signal: cancel.signal,
          onProgress: (index, stage) => {
            seen.push(`${index} ${stage}`);
            if (options.cancelAt === `${index} ${stage}`) cancel.abort();
          },
        },
      );
      const imported = [];
      for (const photo of report.imported) {
        const full = await base64((await blobs.full(photo.sha256))!);
        imported.push({ ...photo, full, small: await base64((await blobs.thumbnail(photo.sha256))!) });
      }
      return { imported, failed: report.failed, seen };
    },
    { given, options },
  );
  const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
  return {
    ...answer,
    imported: answer.imported.map(({ full, small, ...photo }) => ({
      ...photo,
      bytes: bytesOf(full),
      thumbnail: bytesOf(small),
    })),
  };
}

const fixture = (path: string) => {
  const bytes = new Uint8Array(readFileSync(`${ROOT}tests/fixtures/${path}`));
  return { name: path, bytes };
};
const made = async (name: string, picture: Sharp) => ({
  name,
  bytes: new Uint8Array(await picture.toBuffer()),
});

async function importOne(file: { name: string; bytes: Uint8Array }, options = {}) {
  const { imported, failed } = await importFiles([file], options);
  if (failed[0]) throw new Error(`${failed[0].error.code} ${failed[0].error.detail ?? ''}`);
  return imported[0]!;
}

async function pixel(bytes: Uint8Array, left: number, top: number): Promise<number[]> {
  return [...(await sharp(bytes).extract({ left, top, width: 1, height: 1 }).removeAlpha().raw().toBuffer())];
}
const near = (pixel: number[], expected: number[]) =>
  pixel.every((value, i) => Math.abs(value - expected[i]!) < 26);
const quantization = (bytes: Uint8Array) =>
  jpegParts(bytes)
    .parts.filter((part) => part.marker === 0xdb)
    .map((part) => Buffer.from(bytes.subarray(part.start, part.end)).toString('hex'))
    .join();

describe('in a browser', () => {
  it('turns a camera’s photo upright and leaves its metadata behind', async () => {
    const photo = await importOne(fixture('files/camera.jpg'));
    expect(photo).toMatchObject({
      width: 600,
      height: 800,
      exifTakenAt: '2026-05-06T10:30:00.000Z',
      mime: 'image/jpeg',
    });
    const facts = await sharp(photo.bytes).metadata();
    expect([facts.format, facts.exif, facts.xmp, facts.orientation]).toEqual([
      'jpeg',
      undefined,
      undefined,
      undefined,
    ]);
    expect(jpegParts(photo.bytes).parts.some((part) => part.marker === 0xe1)).toBe(false);
    expect(Buffer.from(photo.bytes).includes('GPS')).toBe(false);
    expect(near(await pixel(photo.bytes, 60, 60), [224, 0, 0])).toBe(true);
    expect(near(await pixel(photo.bytes, 540, 740), [224, 0, 0])).toBe(false);
    expect(photo.sha256).toBe(createHash('sha256').update(photo.bytes).digest('hex'));
    expect(photo.originalSha256).toBe(
      createHash('sha256').update(fixture('files/camera.jpg').bytes).digest('hex'),
    );
    expect(photo.compressedSizeBytes).toBe(photo.bytes.length);
  });

  it('turns every one of the eight orientations', async () => {
    const red = { create: { width: 60, height: 60, channels: 3 as const, background: '#e00000' } };
    const upright = sharp({ create: { width: 200, height: 300, channels: 3, background: '#2060c0' } });
    const base = await upright
      .composite([{ input: red, left: 0, top: 0 }])
      .png()
      .toBuffer();
    const stored: Record<number, Sharp> = {
      1: sharp(base),
      2: sharp(base).flop(),
      3: sharp(base).rotate(180),
      4: sharp(base).flip(),
      5: sharp(await sharp(base).flop().png().toBuffer()).rotate(-90),
      6: sharp(base).rotate(-90),
      7: sharp(await sharp(base).flop().png().toBuffer()).rotate(90),
      8: sharp(base).rotate(90),
    };
    const files = await Promise.all(
      Object.entries(stored).map(async ([orientation, picture]) => {
        const lying = sharp(await picture.png().toBuffer()).withMetadata({
          orientation: Number(orientation),
        });
        return made(`${orientation}.jpg`, lying.jpeg());
      }),
    );
    const { imported, failed } = await importFiles(files);
    expect(failed).toEqual([]);
    for (const photo of imported) {
      expect([photo.width, photo.height], photo.fileName).toEqual([200, 300]);
      expect(near(await pixel(photo.bytes, 20, 20), [224, 0, 0]), photo.fileName).toBe(true);
      expect(near(await pixel(photo.bytes, 180, 280), [32, 96, 192]), photo.fileName).toBe(true);
    }
    expect(imported).toHaveLength(8);
  });

  it('puts white under what is see-through, and reads PNG, WebP, GIF and BMP', async () => {
    const names = ['alpha.png', 'photo.webp', 'photo.gif', 'photo.bmp'];
    const { imported, failed } = await importFiles(names.map((name) => fixture(`files/${name}`)));
    expect(failed).toEqual([]);
    expect(imported.map(({ width, height }) => [width, height])).toEqual([
      [200, 150],
      [150, 200],
      [150, 200],
      [120, 110],
    ]);
    for (const { bytes } of imported) expect((await sharp(bytes).metadata()).format).toBe('jpeg');
    expect(near(await pixel(imported[0]!.bytes, 30, 75), [255, 255, 255])).toBe(true);
    expect(near(await pixel(imported[0]!.bytes, 170, 75), [0, 160, 0])).toBe(true);
    expect(near(await pixel(imported[3]!.bytes, 20, 50), [0, 60, 200])).toBe(true);
  });

  it('brings a large picture down to 2000 px, enlarges none, and keeps quality 85 for both', async () => {
    const photo = sharp(fixture('photos/jean-2.jpg').bytes);
    const large = await importOne(
      await made('large.jpg', photo.clone().resize(3000, 4000).jpeg({ quality: 95 })),
    );
    const small = await importOne(
      await made('small.jpg', photo.clone().resize(300, 400).jpeg({ quality: 35 })),
    );
    expect([large.width, large.height, small.width, small.height]).toEqual([1500, 2000, 300, 400]);
    expect(large.compressedSizeBytes).toBeLessThan(large.fileSizeBytes * 0.5);
    expect(quantization(small.bytes)).toBe(quantization(large.bytes));
    expect(quantization(small.bytes)).not.toBe('');
  });

  it('makes a small thumbnail, and the same perceptual hash for the same picture in another file', async () => {
    const source = sharp(fixture('photos/jean-2.jpg').bytes);
    const first = await importOne(fixture('photos/jean-2.jpg'));
    const again = await importOne(await made('again.png', source.clone().resize(500).png()));
    const other = await importOne(fixture('photos/robe-1.jpg'));
    const facts = await sharp(first.thumbnail).metadata();
    expect(facts).toMatchObject({ format: 'webp', width: 240, height: 320 });
    expect(first.thumbnail.length).toBeLessThan(30_000);
    expect(bitsApart(first.dhash!, again.dhash!)).toBeLessThanOrEqual(4);
    expect(bitsApart(first.dhash!, other.dhash!)).toBeGreaterThan(10);
  });

  it('names what it cannot read and goes on', async () => {
    const names = [
      'truncated.jpg',
      'text.jpg',
      'empty.jpg',
      'bomb.png',
      'tiny.png',
      'phone.heic',
      'camera.jpg',
    ];
    const broken = fixture('files/alpha.png').bytes.fill(0x55, 60, 300);
    const files = [...names.map((name) => fixture(`files/${name}`)), { name: 'broken.png', bytes: broken }];
    const { imported, failed, seen } = await importFiles(files);
    expect(imported.map((photo) => photo.fileName)).toEqual(['files/camera.jpg']);
    expect(failed.map(({ name, error }) => `${name} ${error.code}`)).toEqual([
      'files/truncated.jpg photo_unreadable',
      'files/text.jpg photo_not_an_image',
      'files/empty.jpg photo_not_an_image',
      'files/bomb.png photo_too_big',
      'files/tiny.png photo_too_small',
      'files/phone.heic photo_not_an_image',
      'broken.png photo_unreadable',
    ]);
    expect(seen.filter((each) => each.startsWith('6 '))).toEqual([
      '6 reading',
      '6 compressing',
      '6 storing',
      '6 done',
    ]);
  });

  it('is not held up by EXIF whose offsets lead nowhere', async () => {
    const camera = fixture('files/camera.jpg').bytes;
    const tiff = Buffer.from(camera).indexOf('Exif\0\0') + 6;
    new DataView(camera.buffer).setUint32(tiff + 4, 0x7fffffff, true);
    const photo = await importOne({ name: 'odd.jpg', bytes: camera });
    expect(photo.exifTakenAt).toBe(null);
  });

  it('keeps the bytes of an export’s photo', async () => {
    const bytes = withoutMetadata(fixture('photos/pull-1.jpg').bytes)!;
    const photo = await importOne({ name: '0001-01.jpg', bytes }, { keepStored: true });
    expect(Buffer.from(photo.bytes).equals(bytes)).toBe(true);
  });

  it('makes the same of the same file, and stops when it is cancelled', async () => {
    const [first, again] = [
      await importOne(fixture('photos/pull-1.jpg')),
      await importOne(fixture('photos/pull-1.jpg')),
    ];
    expect(again.sha256).toBe(first.sha256);
    const files = ['pull-1', 'pull-2', 'pull-3', 'pull-4'].map((name) => fixture(`photos/${name}.jpg`));
    const { failed } = await importFiles(files, { cancelAt: '0 compressing' });
    expect(failed.filter(({ error }) => error.code === 'cancelled').length).toBeGreaterThanOrEqual(2);
  });

  it('asks no other host for anything', () => {
    expect(elsewhere).toEqual([]);
  });
});

function bitsApart(a: string, b: string): number {
  return [...(BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2)].filter((bit) => bit === '1').length;
}
