/** Sorts the schema errors of an item body into refusals the contract documents and bodies nobody has seen answered. */
import type { ErrorObject } from 'ajv';
import type { FieldError } from './answers.ts';
import { schemaErrors } from './schemas.ts';

/** Request key → field of the 400 (the pairing is the contract's deduction, errors.json). */
const FIELD: Readonly<Record<string, string>> = {
  title: 'title',
  description: 'description',
  price: 'price',
  catalog_id: 'category',
  package_size_id: 'package_size',
  assigned_photos: 'photos',
  photos: 'photos',
  item_attributes: 'condition',
};

/** Texts seen in French (§3); the others are built on their pattern. */
const TEXT: Readonly<Record<string, string>> = {
  title: 'Le champ Titre doit être renseigné',
  description: 'Le champ Description doit être renseigné',
  price: 'Le champ prix doit être supérieur ou égal à 1.0',
  category: 'Le champ Catégorie doit être renseigné',
  package_size: 'Sélectionne le format de ton colis',
  photos: 'Ajoute au moins une photo',
  condition: 'Le champ État doit être renseigné',
  size: 'Le champ Taille doit être renseigné',
  color: 'Le champ Couleur doit être renseigné',
  brand: 'Le champ Marque doit être renseigné',
};

/** The line of a 400 for a field. */
export function fieldError(field: string, title?: string): FieldError {
  return { field, value: TEXT[field] ?? `Le champ ${title ?? field} doit être renseigné` };
}

/** What is wrong with a body. `undocumented` lines are violations: Vinted's answer to them is not known. */
export interface Findings {
  refused: FieldError[];
  undocumented: string[];
}

/** Checks a body against its request schema. `wrapper` is `item` or `draft`. */
export function checkSchema(schema: string, body: unknown, wrapper: 'item' | 'draft'): Findings {
  const findings: Findings = { refused: [], undocumented: [] };
  for (const error of schemaErrors(schema, body)) {
    const field = documentedField(error, body, wrapper);
    if (field === undefined)
      findings.undocumented.push(`${error.instancePath || '/'} ${error.message ?? error.keyword}`);
    else if (!findings.refused.some((known) => known.field === field))
      findings.refused.push(fieldError(field));
  }
  return findings;
}

/** The field of the 400 when a required field is missing or empty, undefined when the error is of another kind. */
function documentedField(error: ErrorObject, body: unknown, wrapper: string): string | undefined {
  if (error.keyword === 'required' && error.instancePath === `/${wrapper}`) {
    return FIELD[String(error.params.missingProperty)];
  }
  const key = new RegExp(`^/${wrapper}/([a-z_]+)`).exec(error.instancePath)?.[1] ?? '';
  const value = (body as Record<string, Record<string, unknown> | undefined>)[wrapper]?.[key];
  const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  const tooCheap = key === 'price' && error.keyword === 'minimum';
  const noCondition =
    key === 'item_attributes' &&
    Array.isArray(value) &&
    !value.some((one) => (one as { code?: unknown })?.code === 'condition');
  return empty || tooCheap || noCondition ? FIELD[key] : undefined;
}
