import { foldText } from '../shared/fold-text.ts';

/**
 * Texts that stand where nobody has written yet (spec section 5), folded, without punctuation at the ends. Only a text
 * that is nothing else: "Sac sans titre de marque" is a title.
 */
const PLACEHOLDERS = new Set([
  'sans titre',
  'titre',
  'vetement a identifier',
  'article a identifier',
  'non specifie',
  'non specifiee',
  'non renseigne',
  'non renseignee',
  'a completer',
  'a remplir',
  'a definir',
  'brouillon',
  'description',
  'sans description',
  'aucune description',
  'untitled',
  'no title',
  'title',
  'no description',
  'not specified',
  'item to identify',
  'draft',
  'todo',
  'tbd',
  'xxx',
  'lorem ipsum',
  'n/a',
]);

export function isPlaceholder(text: string): boolean {
  return PLACEHOLDERS.has(
    foldText(text).replace(/^[\s.…!?:;,\-–—_*[\]()"'«»]+|[\s.…!?:;,\-–—_*[\]()"'«»]+$/g, ''),
  );
}
