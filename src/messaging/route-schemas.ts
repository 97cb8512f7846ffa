import { z } from '../shared/zod.ts';
import { TTL_DAYS } from '../accounts/retention.ts';
import { ACTIVITY_KINDS } from '../activity/activity.ts';
import { DRAFT_STATUSES } from '../drafts/draft.ts';

/** Who may call a route: our own extension pages, or (also) the panel in a vinted.fr page. */
export type Caller = 'page' | 'panel';

const id = z.string().min(1).max(64);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const vintedId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const nothing = z.object({}).strict();

const listing = z
  .object({
    catalogId: vintedId.nullable(),
    brandId: vintedId.nullable(),
    brandLabel: z.string().max(200).nullable(),
    sizeId: vintedId.nullable(),
    conditionId: vintedId.nullable(),
    colorIds: z.array(vintedId).max(2),
    packageSizeId: vintedId.nullable(),
    materialIds: z.array(vintedId).max(3),
    isbn: z.string().max(20).nullable(),
    isUnisex: z.boolean(),
    attributes: z
      .array(z.object({ code: z.string().max(60), ids: z.array(vintedId).max(20) }).strict())
      .max(30),
  })
  .strict();
const labels = z
  .object({
    brand: z.string().max(200).nullable(),
    size: z.string().max(100).nullable(),
    color: z.string().max(100).nullable(),
    category: z.string().max(300).nullable(),
  })
  .strict();
const piece = z
  .object({
    costCents: z.number().int().min(0).max(100_000_00).nullable(),
    source: z.string().max(200).nullable(),
    location: z.string().max(200).nullable(),
    notes: z.string().max(5000).nullable(),
    measures: z.record(z.string().max(40), z.number().min(0).max(10_000)),
    defects: z.string().max(2000).nullable(),
  })
  .strict();
/** Long texts are kept, so that the gate can say what is wrong; only absurd sizes are refused. */
const draftPatch = z
  .object({
    title: z.string().max(2000),
    description: z.string().max(20_000),
    priceCents: z.number().int().min(0).max(100_000_000),
    labels: labels.partial(),
    listing: listing.partial(),
    piece: piece.partial(),
  })
  .strict()
  .partial();

const importedPhoto = z
  .object({
    sha256,
    originalSha256: sha256,
    dhash: z.string().max(32).nullable(),
    width: z.number().int().min(1).max(20_000),
    height: z.number().int().min(1).max(20_000),
    mime: z.literal('image/jpeg'),
    fileSizeBytes: z.number().int().min(1),
    compressedSizeBytes: z.number().int().min(1),
    fileName: z.string().max(300),
    exifTakenAt: z.string().max(40).nullable(),
  })
  .strict();

const ttlDays = z.number().int().min(TTL_DAYS.min).max(TTL_DAYS.max);
const settingsPatch = z
  .object({
    language: z.enum(['auto', 'fr', 'en']),
    theme: z.enum(['auto', 'light', 'dark']),
    preset: z.enum(['sober', 'classic', 'streetwear']),
    hourLimit: z.number().int().min(1).max(10),
    dayLimit: z.number().int().min(1).max(30),
    termsAccepted: z.literal(true),
    singleKeys: z.boolean(),
    ttlDraftsDays: ttlDays,
    ttlPublishLogDays: ttlDays,
  })
  .strict()
  .partial();

/** When a draft is looked at: a time, or the moment before an operation. */
const moment = z.union([
  z.object({ time: z.iso.datetime({ precision: 3 }) }).strict(),
  z.object({ beforeOperation: id }).strict(),
]);

const route = <Input extends z.ZodType>(callers: readonly Caller[], input: Input) => ({ callers, input });
const PAGE = ['page'] as const;
const BOTH = ['page', 'panel'] as const;

/** Every route: who may call it and what it takes. What it answers stands in `routes.ts`. */
export const routeSchemas = {
  health: route(PAGE, nothing),

  'drafts.list': route(
    PAGE,
    z
      .object({
        status: z.enum([...DRAFT_STATUSES, 'all', 'bin']).default('all'),
        text: z.string().max(200).default(''),
        /** Relevance without a text is the order of changes. */
        sort: z.enum(['relevance', 'updated', 'created', 'title', 'price']).default('relevance'),
        cursor: z.string().max(500).nullable().default(null),
        limit: z.number().int().min(1).max(500).default(100),
      })
      .strict(),
  ),
  'drafts.get': route(PAGE, z.object({ id }).strict()),
  'drafts.create': route(PAGE, nothing),
  'drafts.save': route(PAGE, z.object({ id, revision: z.number().int().min(1), patch: draftPatch }).strict()),
  'drafts.duplicate': route(PAGE, z.object({ id }).strict()),
  'drafts.bin': route(PAGE, z.object({ ids: z.array(id).min(1).max(5000) }).strict()),
  'drafts.restore': route(PAGE, z.object({ ids: z.array(id).min(1).max(5000) }).strict()),
  /** error → pending or ready, by the seller's "try again". */
  'drafts.retry': route(PAGE, z.object({ id }).strict()),
  overview: route(PAGE, nothing),

  'storage.upload': route(PAGE, z.object({ draftId: id.nullable(), photo: importedPhoto }).strict()),
  'photos.order': route(PAGE, z.object({ draftId: id, photoIds: z.array(id).max(100) }).strict()),
  'photos.remove': route(PAGE, z.object({ photoId: id }).strict()),
  'photos.restore': route(PAGE, z.object({ photoId: id }).strict()),
  'photos.describe': route(PAGE, z.object({ photoId: id, altText: z.string().max(500).nullable() }).strict()),

  'reference.searchCategories': route(PAGE, z.object({ text: z.string().max(100) }).strict()),
  'reference.category': route(PAGE, z.object({ catalogId: vintedId }).strict()),
  'reference.brands': route(
    PAGE,
    z.object({ text: z.string().max(100), catalogId: vintedId.nullable() }).strict(),
  ),
  'reference.basics': route(PAGE, nothing),

  'vinted.listings.prepare': route(
    PAGE,
    z.object({ draft_id: id, mode: z.enum(['rehearsal', 'real']).default('rehearsal') }).strict(),
  ),
  'vinted.listings.publish': route(
    PAGE,
    z
      .object({
        confirm_token: z.string().max(4000),
        idempotency_key: z.string().min(8).max(200).optional(),
        dry_run: z.boolean().default(true),
      })
      .strict(),
  ),
  'vinted.publish': route(
    PAGE,
    z.object({ draft_id: id, confirm_token: z.string().max(4000).optional() }).strict(),
  ),
  'plugin.tasks': route(PAGE, z.object({ queue_id: id }).strict()),
  'publish.rehearsal': route(PAGE, z.object({ draftId: id }).strict()),
  /** The seller's own word after an unknown outcome; an online listing is named by its address or number. */
  'publish.resolve': route(
    PAGE,
    z
      .object({
        draftId: id,
        answer: z.enum(['online', 'not_online']),
        listing: z.string().max(300).nullable().default(null),
      })
      .strict(),
  ),
  'queue.view': route(PAGE, nothing),
  'queue.pause': route(PAGE, nothing),
  /** Releases a pause and a halt (challenge, 429 …): only ever by hand. With `jobId`, that paused or manual job goes on too. */
  'queue.resume': route(PAGE, z.object({ jobId: id.nullable().default(null) }).strict()),
  'queue.cancel': route(PAGE, z.object({ jobId: id }).strict()),
  'queue.moveToTop': route(PAGE, z.object({ jobId: id }).strict()),
  'panic.set': route(PAGE, z.object({ on: z.boolean() }).strict()),

  'listings.list': route(PAGE, z.object({ limit: z.number().int().min(1).max(500).default(100) }).strict()),

  'account.state': route(PAGE, nothing),
  /** Asks Vinted who is signed in (opens a vinted.fr tab if there is none). */
  'account.check': route(PAGE, nothing),
  /** The seller's yes to "are these drafts those of this account?". */
  'account.adopt': route(PAGE, z.object({ accountId: id }).strict()),
  /** The accounts that have a database in this browser, with their sizes. */
  'account.list': route(PAGE, nothing),
  /** Opens another account's database. `make`: the seller was told that it is new and empty. */
  'account.switch': route(PAGE, z.object({ accountId: id, make: z.boolean().default(false) }).strict()),
  /** `what`: an account's id, or `everything`. */
  'account.erase.preview': route(PAGE, z.object({ what: id }).strict()),
  /** For good. `typed`: the word of the preview, by the seller's own hand. */
  'account.erase': route(PAGE, z.object({ what: id, typed: z.string().max(200) }).strict()),
  'account.openVinted': route(
    PAGE,
    z.object({ where: z.enum(['home', 'wardrobe']).default('home') }).strict(),
  ),

  'settings.get': route(PAGE, nothing),
  'settings.set': route(PAGE, z.object({ patch: settingsPatch }).strict()),

  /** What a prune would do now, with the first drafts of each kind by name. */
  'storage.prune.preview': route(
    PAGE,
    z.object({ sample: z.number().int().min(0).max(100).default(10) }).strict(),
  ),
  'storage.prune.runNow': route(PAGE, nothing),
  'storage.prune.cancel': route(PAGE, nothing),
  /** The diary of the daily jobs, newest first, what runs now and when the next is due. */
  'jobs.recent': route(PAGE, z.object({ limit: z.number().int().min(1).max(100).default(10) }).strict()),

  'export.drafts': route(
    PAGE,
    z
      .object({
        status: z.enum(['ready', 'all']).default('all'),
        ids: z.array(id).max(5000).nullable().default(null),
      })
      .strict(),
  ),
  'import.check': route(PAGE, z.object({ contentHashes: z.array(sha256).max(5000) }).strict()),
  'import.drafts': route(
    PAGE,
    z
      .object({
        drafts: z
          .array(
            z
              .object({
                patch: draftPatch,
                photos: z.array(importedPhoto).max(20),
                sourceId: z.string().max(64).nullable(),
              })
              .strict(),
          )
          .min(1)
          .max(5000),
      })
      .strict(),
  ),

  /** What happened, newest first; `before`: the `seq` of the last entry of the page before. */
  'activity.list': route(
    PAGE,
    z
      .object({
        draftId: id.nullable().default(null),
        kind: z.enum(['all', ...ACTIVITY_KINDS]).default('all'),
        actor: z.enum(['all', 'seller', 'queue', 'worker']).default('all'),
        before: z.number().int().nullable().default(null),
        limit: z.number().int().min(1).max(200).default(50),
      })
      .strict(),
  ),
  /** What an undo would do, and what would stay. */
  'activity.plan': route(PAGE, z.object({ operationId: id }).strict()),
  /** The next slice of an undo; `undoId` and `after` from the answer before. */
  'activity.undo': route(
    PAGE,
    z
      .object({
        operationId: id,
        undoId: id.nullable().default(null),
        after: z.string().max(100).nullable().default(null),
        onlyUntouched: z.boolean().default(false),
      })
      .strict(),
  ),
  /** A draft as it was on a day. */
  'activity.draftAt': route(PAGE, z.object({ draftId: id, moment }).strict()),
  'activity.bringBack': route(PAGE, z.object({ draftId: id, moment }).strict()),

  'panel.state': route(BOTH, nothing),
  /** Opens the preview of a ready draft in an extension page. The panel itself never confirms. */
  'panel.openPreview': route(BOTH, z.object({ draftId: id }).strict()),
} as const;
