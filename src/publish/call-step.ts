import type {
  CallOutcome,
  ItemDraft,
  SignedInAccount,
  UploadedPhoto,
  VintedPage,
  VintedRoute,
  ReadBackItem,
} from '../vinted/vinted.ts';
import { itemBody } from '../vinted/item-body.ts';
import { addressOf, ROUTES } from '../vinted/routes.ts';
import type { PublishDeps } from './publish-deps.ts';
import type { Job } from './queue-repository.ts';
import { photoInOrder } from './photo-in-order.ts';
import type { Step } from './steps.ts';
import type { Task } from './task-repository.ts';

/** What a good answer of each step holds. */
export type StepValue =
  | { of: 'account'; account: SignedInAccount }
  | { of: 'configuration'; currency: string | null }
  | { of: 'wardrobe'; itemIds: string[] }
  | { of: 'photo'; photo: UploadedPhoto }
  | { of: 'created'; itemId: string; actions: string[] }
  | { of: 'read_back'; title: string; priceCents: number | null; photoIds: number[] };

/** Makes the one call of a step, under the request id of its intent. */
export async function callStep(
  deps: PublishDeps,
  job: Job,
  step: Step,
  task: Task,
): Promise<CallOutcome<StepValue>> {
  const page: VintedPage = { pageId: task.pageId!, tabId: task.tabId! };
  const call = { requestId: task.requestId! };
  const { vinted } = deps;
  switch (step.name) {
    case 'check_session':
    case 'recheck_account':
      return mapped(await vinted.currentUser(page, call), accountValue);
    case 'read_configuration':
      return mapped(await vinted.formConfiguration(page, call), configurationValue);
    case 'read_wardrobe':
      return mapped(await vinted.newestWardrobeItems(page, call, numberOf(job.accountId)), wardrobeValue);
    case 'create_listing':
      return mapped(await vinted.createItem(page, call, itemOfJob(job)), createdValue);
    case 'verify_listing':
      return mapped(await vinted.readItem(page, call, job.done.vinted_id!), readBackValue);
    default: {
      const photo = await deps.blobs.full(step.sha256);
      if (!photo) {
        return {
          kind: 'not_attempted',
          failure: { code: 'photo_upload_failed', detail: 'no bytes under this hash' },
        };
      }
      return mapped(await vinted.uploadPhoto(page, call, photo, sessionOf(job, task)), photoValue);
    }
  }
}

/** Asks the page for the answer of a call made in a former life of the worker. */
export async function recallStep(deps: PublishDeps, step: Step, task: Task, page: VintedPage) {
  const call = { requestId: task.requestId! };
  const { vinted } = deps;
  switch (step.name) {
    case 'check_session':
    case 'recheck_account':
      return recalled(await vinted.recall<SignedInAccount>(page, call, 'current_user'), accountValue);
    case 'read_configuration':
      return recalled(
        await vinted.recall<{ currency: string | null }>(page, call, 'configuration'),
        configurationValue,
      );
    case 'read_wardrobe':
      return recalled(await vinted.recall<{ id: string }[]>(page, call, 'wardrobe'), wardrobeValue);
    case 'create_listing':
      return recalled(
        await vinted.recall<{ itemId: string; actions: string[] }>(page, call, 'create'),
        createdValue,
      );
    case 'verify_listing':
      return recalled(await vinted.recall<ReadBackItem>(page, call, 'read_item'), readBackValue);
    default:
      return recalled(await vinted.recall<UploadedPhoto>(page, call, 'photo'), photoValue);
  }
}

/** Method and path of a step, as the journal and the rehearsal show them. */
export function routeOf(step: Step, job: Job): VintedRoute {
  switch (step.name) {
    case 'check_session':
    case 'recheck_account':
      return addressOf('current_user', {});
    case 'read_configuration':
      return addressOf('configuration', {});
    case 'read_wardrobe':
      return addressOf('wardrobe', { userId: numberOf(job.accountId) });
    case 'create_listing':
      return addressOf('create', {});
    case 'verify_listing':
      // In a rehearsal there is no listing, so no number either.
      return job.done.vinted_id
        ? addressOf('read_item', { itemId: job.done.vinted_id })
        : { method: ROUTES.read_item.method, path: ROUTES.read_item.path };
    default:
      return addressOf('photo', {});
  }
}

/** What a step sends, without headers and without any secret: what the seller reads in a rehearsal. */
export function payloadOf(step: Step, job: Job): unknown {
  if (step.kind === 'photo') {
    return {
      photo: step.index + 1,
      of: job.context.photos.length,
      sha256: step.sha256,
      upload_session_id: job.done.upload_session_id,
    };
  }
  return step.kind === 'create' ? itemBody(itemOfJob(job)) : null;
}

function itemOfJob(job: Job): ItemDraft {
  return {
    ...job.context.item,
    uploadSessionId: job.done.upload_session_id!,
    photos: job.context.photos.map((_, index) => {
      const sent = photoInOrder(job, index)!;
      return { id: sent.id, orientation: sent.orientation };
    }),
  };
}

/** The upload session the intent was written for: kept in the journal, so that the call is exactly the intent. */
function sessionOf(job: Job, task: Task): string {
  const payload = task.payload as { upload_session_id?: string } | null;
  return payload?.upload_session_id ?? job.done.upload_session_id!;
}

function numberOf(accountId: string): string {
  return accountId.split(':')[1]!;
}

const accountValue = (account: SignedInAccount): StepValue => ({ of: 'account', account });
const configurationValue = (value: { currency: string | null }): StepValue => ({
  of: 'configuration',
  currency: value.currency,
});
const wardrobeValue = (items: { id: string }[]): StepValue => ({
  of: 'wardrobe',
  itemIds: items.map((item) => item.id),
});
const photoValue = (photo: UploadedPhoto): StepValue => ({ of: 'photo', photo });
const createdValue = (value: { itemId: string; actions: string[] }): StepValue => ({
  of: 'created',
  ...value,
});
const readBackValue = (item: ReadBackItem): StepValue => ({
  of: 'read_back',
  title: item.title,
  priceCents: item.priceCents,
  photoIds: item.photoIds,
});

function mapped<T>(outcome: CallOutcome<T>, to: (value: T) => StepValue): CallOutcome<StepValue> {
  return outcome.kind === 'done' ? { kind: 'done', value: to(outcome.value) } : outcome;
}

type Recalled<T> = { kind: 'never_sent' } | { kind: 'lost' } | { kind: 'answered'; outcome: CallOutcome<T> };

function recalled<T>(kept: Recalled<T>, to: (value: T) => StepValue): Recalled<StepValue> {
  return kept.kind === 'answered' ? { kind: 'answered', outcome: mapped(kept.outcome, to) } : kept;
}
