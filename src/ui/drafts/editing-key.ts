import { inject, type InjectionKey } from 'vue';
import type { FieldNote } from '../components/field-note.ts';
import type { DraftEditing } from './draft-editing.ts';

/** What the parts of the editor share. */
export interface EditorContext {
  editing: DraftEditing;
  /** What the gate says beside a field. */
  notes(field: string): FieldNote[];
  /** The seller has been in this field. */
  touch(field: string): void;
}

export const EDITING: InjectionKey<EditorContext> = Symbol('the draft being edited');

export function useEditor(): EditorContext {
  const context = inject(EDITING);
  if (!context) throw new Error('outside of the editor');
  return context;
}
