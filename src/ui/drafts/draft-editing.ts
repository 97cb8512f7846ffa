import { computed, ref, shallowRef } from 'vue';
import type { Draft } from '../../drafts/draft.ts';
import { contentLock } from '../../drafts/draft-status.ts';
import type { call } from '../../messaging/client.ts';
import type { AppError } from '../../shared/app-error.ts';
import {
  afterSave,
  FIELD_PATHS,
  fieldOf,
  patchOf,
  rebase,
  shownValue,
  valueAt,
  withEdit,
  type EditPath,
  type Edits,
  type EditValues,
  type FieldName,
  type Rebased,
} from './draft-edits.ts';

export const SAVE_PAUSE_MS = 600;
/** Somebody else may save between our reading and our saving; after this many times it is shown. */
const MOST_REBASES = 3;

export type SaveState = 'clean' | 'dirty' | 'saving' | 'saved' | 'conflict' | 'failed';

/**
 * One draft open for editing: what is saved, what is typed and not saved yet, and the saving itself (a moment after the
 * last key, and whenever `save` is called). One save at a time; what is typed meanwhile follows. Nothing typed is ever
 * dropped: what was changed elsewhere too becomes a conflict that the seller answers.
 */
export function createDraftEditing(id: string, callRoute: typeof call) {
  const saved = shallowRef<Draft | null>(null);
  const edits = shallowRef<Edits>({});
  const conflicts = shallowRef<Rebased['conflicts']>([]);
  const loadError = shallowRef<AppError | null>(null);
  const saveError = shallowRef<AppError | null>(null);
  const savedAt = ref<string | null>(null);
  const saving = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let changedMeanwhile = false;
  let asked = 0;

  const dirty = computed(() => Object.keys(edits.value).length > 0);
  const state = computed<SaveState>(() => {
    if (saveError.value) return 'failed';
    if (conflicts.value.length > 0) return 'conflict';
    if (saving.value) return 'saving';
    if (dirty.value) return 'dirty';
    return savedAt.value ? 'saved' : 'clean';
  });
  /** Why what would be sent cannot be edited now, if it cannot. */
  const lock = computed(
    () => saved.value && (saved.value.deletedAt ? ('bin' as const) : contentLock(saved.value)),
  );

  /** Takes a newer state, keeping what is typed. */
  function adopt(latest: Draft): void {
    const result = rebase(latest, edits.value);
    saved.value = latest;
    edits.value = result.edits;
    conflicts.value = result.conflicts;
  }

  async function load(): Promise<void> {
    const mine = ++asked;
    const result = await callRoute('drafts.get', { id });
    if (mine !== asked) return;
    loadError.value = result.ok ? null : result.error;
    // An older state than what a save just brought would take words back.
    if (result.ok && !(saved.value && result.value.revision < saved.value.revision)) adopt(result.value);
  }

  /** The worker says this draft changed. What our own save brings is not read twice. */
  function noticeChange(): void {
    if (saving.value) changedMeanwhile = true;
    else void load();
  }

  function set<Path extends EditPath>(path: Path, value: EditValues[Path]): void {
    if (!saved.value) return;
    edits.value = withEdit(saved.value, edits.value, path, value);
    saveError.value = null;
    clearTimeout(timer);
    timer = setTimeout(() => void save(), SAVE_PAUSE_MS);
  }

  const get = <Path extends EditPath>(path: Path): EditValues[Path] =>
    shownValue(saved.value!, edits.value, path);

  async function saveOnce(): Promise<void> {
    for (let round = 0; round < MOST_REBASES && dirty.value && conflicts.value.length === 0; round++) {
      const sent = edits.value;
      const result = await callRoute('drafts.save', {
        id,
        revision: saved.value!.revision,
        patch: patchOf(sent),
      });
      if (result.ok) {
        asked += 1;
        edits.value = afterSave(result.value, sent, edits.value);
        saved.value = result.value;
        savedAt.value = new Date().toISOString();
        saveError.value = null;
        return;
      }
      if (result.error.code !== 'conflict_revision') {
        saveError.value = result.error;
        return;
      }
      const latest = await callRoute('drafts.get', { id });
      if (!latest.ok) {
        saveError.value = latest.error;
        return;
      }
      adopt(latest.value);
    }
  }

  /** Saves what is typed. @returns true once nothing is left to save; false where something stands in the way */
  async function save(): Promise<boolean> {
    clearTimeout(timer);
    while (running) await running;
    if (!dirty.value || !saved.value || conflicts.value.length > 0) return !dirty.value;
    saving.value = true;
    running = saveOnce().finally(() => {
      running = null;
      saving.value = false;
    });
    await running;
    if (changedMeanwhile) {
      changedMeanwhile = false;
      void load();
    }
    // Typed meanwhile: the next round.
    if (dirty.value && !saveError.value && conflicts.value.length === 0) return save();
    return !dirty.value;
  }

  /** The seller's answer to a conflict, for everything that belongs to that field. */
  function resolve(field: FieldName, keep: 'mine' | 'theirs'): void {
    const next = { ...edits.value } as Record<string, unknown>;
    for (const path of FIELD_PATHS[field] as readonly EditPath[]) {
      const edit = edits.value[path];
      if (!edit) continue;
      if (keep === 'theirs') delete next[path];
      else next[path] = { base: valueAt(saved.value!, path), mine: edit.mine };
    }
    edits.value = next as Edits;
    conflicts.value = conflicts.value.filter((conflict) => fieldOf(conflict.path) !== field);
    if (conflicts.value.length === 0) void save();
  }

  return {
    saved,
    conflicts,
    loadError,
    saveError,
    savedAt,
    state,
    lock,
    get,
    set,
    save,
    load,
    noticeChange,
    resolve,
  };
}

export type DraftEditing = ReturnType<typeof createDraftEditing>;
