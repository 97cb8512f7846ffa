/** The common part of create, edit and completion: schema, rules, photo minimum, then a refusal or nothing. */
import { apiError, validationError } from './answers.ts';
import type { Answer, Exchange } from './exchange.ts';
import { parseJson, photoIds, type WriteBody } from './item-body.ts';
import { checkItem } from './item-rules.ts';
import { checkSchema, fieldError, type Findings } from './item-schema-check.ts';

/** A checked body, or the refusal to answer. */
export type Checked = { body: WriteBody; refusal: null } | { body: null; refusal: Answer };

/** Checks a whole body. `itemId` is the listing being edited or the draft being completed, else null. */
export function checkWrite(
  exchange: Exchange,
  endpoint: string,
  schema: string,
  itemId: number | null,
): Checked {
  const parsed = parseJson(exchange.body);
  const wrapper = /draft/.test(schema) ? 'draft' : 'item';
  if (typeof parsed !== 'object' || parsed === null) {
    return refuse(exchange, endpoint, { refused: [], undocumented: ['the body is no JSON object'] });
  }
  const bySchema = checkSchema(schema, parsed, wrapper);
  if (bySchema.refused.length > 0 || bySchema.undocumented.length > 0)
    return refuse(exchange, endpoint, bySchema);
  const body = parsed as WriteBody;
  const byRule = checkItem(exchange, body, itemId);
  if (byRule.refused.length > 0 || byRule.undocumented.length > 0) return refuse(exchange, endpoint, byRule);
  const item = (body.item ?? body.draft)!;
  const { minimumPhotos, tooFewPhotos } = exchange.settings.readings;
  if (photoIds(item).length < Number(minimumPhotos)) {
    const value = `Ajoute au moins ${minimumPhotos} photos`;
    const code99 = validationError([{ field: 'photos', value }]);
    return { body: null, refusal: tooFewPhotos === 'code-52' ? apiError(400, 52, value) : code99 };
  }
  return { body, refusal: null };
}

function refuse({ violate }: Exchange, endpoint: string, findings: Findings): Checked {
  for (const reason of findings.undocumented) violate(`${endpoint}: ${reason}`);
  const errors = findings.refused.length > 0 ? findings.refused : [fieldError('root')];
  return { body: null, refusal: validationError(errors) };
}
