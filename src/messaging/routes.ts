import type { z } from 'zod';
import type { ActivityPage, DraftThen, UndoPlan, UndoStep } from '../activity/activity.ts';
import type { AccountState, ErasePreview, KnownAccount } from '../accounts/account.ts';
import type { Draft, DraftCounts } from '../drafts/draft.ts';
import type { DraftPage } from '../drafts/list-drafts.ts';
import type { JobRun, JobsView } from '../jobs/job-run.ts';
import type { PrunePreview } from '../jobs/prune.ts';
import type { Listing } from '../listings/listing.ts';
import type { JobView, Preview, QueueView, TaskView } from '../publish/job.ts';
import type { DraftPhoto } from '../photos/photo.ts';
import type { ExportedDraft } from '../transfer/export-format.ts';
import type { CategoryChoice, CategoryDetail } from '../reference/reference.ts';
import type { StoreStatus } from '../store/store.ts';
import type { routeSchemas } from './route-schemas.ts';

export type RouteName = keyof typeof routeSchemas;
/** What a caller passes: defaults may be left out. */
export type RouteInput<Name extends RouteName> = z.input<(typeof routeSchemas)[Name]['input']>;
/** What a handler receives: checked, with defaults. */
export type RouteRequest<Name extends RouteName> = z.output<(typeof routeSchemas)[Name]['input']>;
export type RouteOutput<Name extends RouteName> = RouteOutputs[Name];

export interface Settings {
  language: 'auto' | 'fr' | 'en';
  theme: 'auto' | 'light' | 'dark';
  preset: 'sober' | 'classic' | 'streetwear';
  hourLimit: number;
  dayLimit: number;
  termsAccepted: boolean;
  singleKeys: boolean;
  /** TTL_DRAFTS_DAYS and TTL_PUBLISH_LOG_DAYS (spec section 3.2). */
  ttlDraftsDays: number;
  ttlPublishLogDays: number;
}

interface PublishAnswer {
  draft_id: string;
  status: 'queued';
  message: string;
  queue_id: string;
  task_id: string | null;
}

interface RouteOutputs {
  health: {
    ok: true;
    version: string;
    bootId: string;
    store: StoreStatus;
    storageBackend: 'sqlite' | 'memory';
  };

  'drafts.list': DraftPage & { counts: DraftCounts };
  'drafts.get': Draft;
  'drafts.create': Draft;
  'drafts.save': Draft;
  'drafts.duplicate': Draft;
  'drafts.bin': { done: string[]; skipped: { id: string; reason: 'in_queue' | 'not_found' }[] };
  'drafts.restore': { done: string[] };
  'drafts.retry': Draft;
  /** What the popup shows at a glance. */
  overview: {
    account: AccountState;
    counts: DraftCounts;
    queue: QueueView;
    photos: { count: number; bytes: number };
  };

  'storage.upload': {
    photo: DraftPhoto;
    photo_id: string;
    tier: 'temp' | 'hot' | 'cold';
    file_size_bytes: number;
    compressed_size_bytes: number;
    /** Percent saved. */
    compression_ratio: number;
    scheduled_deletion: string | null;
    cdn_url: string | null;
  };
  'photos.order': { photos: DraftPhoto[] };
  'photos.remove': { photoId: string };
  'photos.restore': { photoId: string };
  'photos.describe': { photoId: string };

  'reference.searchCategories': { known: boolean; categories: CategoryChoice[] };
  'reference.category': CategoryDetail;
  'reference.brands': { brands: { id: number; title: string }[]; customAllowed: boolean };
  'reference.basics': {
    colors: { id: number; title: string; hex: string | null }[];
    conditions: { id: number; title: string; explanation: string }[];
    materials: { id: number; title: string }[];
    packageSizes: { id: number; title: string }[];
  };

  'vinted.listings.prepare': Preview;
  'vinted.listings.publish': PublishAnswer;
  'vinted.publish': PublishAnswer;
  'plugin.tasks': {
    tasks: {
      id: string;
      queue_id: string;
      platform: string;
      http_method: string | null;
      path: string | null;
      payload: unknown;
      created_at: string;
    }[];
  };
  'publish.rehearsal': { job: JobView; tasks: TaskView[] } | null;
  'publish.resolve': Draft;
  'queue.view': QueueView;
  'queue.pause': QueueView;
  'queue.resume': QueueView;
  'queue.cancel': QueueView;
  'queue.moveToTop': QueueView;
  'panic.set': QueueView;

  'listings.list': { listings: Listing[] };

  'account.state': AccountState;
  'account.check': AccountState;
  'account.adopt': AccountState;
  'account.list': { accounts: KnownAccount[] };
  'account.switch': AccountState;
  'account.erase.preview': { accounts: ErasePreview[]; word: string };
  'account.erase': { erased: true };
  'account.openVinted': { tabId: number };

  'settings.get': Settings;
  'settings.set': Settings;

  'storage.prune.preview': PrunePreview;
  /** The run it started, or the one that was running. */
  'storage.prune.runNow': { run: JobRun };
  /** False where none was running. */
  'storage.prune.cancel': { cancelled: boolean };
  'jobs.recent': JobsView;

  /** The rows of an export; the page puts photo bytes beside them and makes the ZIP. */
  'export.drafts': { drafts: ExportedDraft[]; photos: { sha256: string; name: string }[] };
  /** Those of the given content hashes that a draft here already has. */
  'import.check': { known: string[] };
  'import.drafts': { created: string[] };

  'activity.list': ActivityPage;
  'activity.plan': UndoPlan;
  'activity.undo': UndoStep;
  'activity.draftAt': DraftThen;
  'activity.bringBack': Draft;

  'panel.state': {
    language: 'fr' | 'en';
    ready: { id: string; reference: number | null; title: string; price: string }[];
    readyTotal: number;
    queued: number;
    needsYou: boolean;
    texts: Record<string, string>;
  };
  'panel.openPreview': { opened: true };
}

/** A request as it crosses the message channel. */
export interface RouteMessage {
  kind: 'route';
  route: RouteName;
  input: unknown;
  /** Which body of data the page shows; where another is open, the answer is `account_switched`. */
  dataset?: string;
}

export type { AccountState, DraftCounts, KnownAccount };
