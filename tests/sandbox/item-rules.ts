/** What a body must respect beyond its schema: rules R1 to R6 of endpoints.json, required fields, offered options. */
import type { Exchange } from './exchange.ts';
import { choices, formAttributes } from './form-attributes.ts';
import { photoIds, type ItemBody, type WriteBody } from './item-body.ts';
import { fieldError, type Findings } from './item-schema-check.ts';
import { brandOf, colorTitle, profileOf, type Profile } from './reference.ts';

const NO_BRAND_IDS = [1, 425_886];

/** Checks the object of a body. `itemId` is the listing being edited or the draft being completed, else null. */
export function checkItem(exchange: Exchange, body: WriteBody, itemId: number | null): Findings {
  const item = (body.item ?? body.draft)!;
  const findings: Findings = { refused: [], undocumented: [] };
  checkUploadSession(exchange, body, item, itemId, findings);
  checkFlatForms(item, findings);
  if (item.currency !== 'EUR') findings.undocumented.push(`currency ${item.currency} is not the account's`);
  const profile = profileOf(item.catalog_id ?? 0);
  if (!profile) {
    findings.undocumented.push(`R4: catalog_id ${item.catalog_id} is no leaf of the form tree`);
    return findings;
  }
  checkOffered(item, profile, findings);
  checkAttributes(exchange, item, findings);
  checkBrand(exchange, item, profile, findings);
  return findings;
}

/** R1: one uuid throughout. R3: photos of this account, of this session or of the edited item, in upload order, unused. */
function checkUploadSession(
  { state, session }: Exchange,
  body: WriteBody,
  item: ItemBody,
  itemId: number | null,
  findings: Findings,
): void {
  const { undocumented } = findings;
  if (item.temp_uuid !== body.upload_session_id) undocumented.push('R1: temp_uuid is not upload_session_id');
  const ids = photoIds(item);
  if (new Set(ids).size !== ids.length) undocumented.push('R3: a photo is assigned twice');
  for (const id of ids) {
    const photo = state.photos.get(id);
    if (!photo || photo.accountId !== session!.account!.id) {
      undocumented.push(`R3: photo ${id} was not uploaded by this account`);
    } else if (photo.usedBy !== null && photo.usedBy !== itemId) {
      undocumented.push(`R3: photo ${id} is already in listing ${photo.usedBy}`);
    } else if (photo.usedBy === null && photo.tempUuid !== '' && photo.tempUuid !== item.temp_uuid) {
      undocumented.push(`R1: photo ${id} belongs to another upload session`);
    } else if (photo.expired) {
      // The answer is not documented (P9); it is a refusal whatever its words.
      findings.refused.push(fieldError('photos'));
    }
  }
  const ascending = ids.every((id, index) => index === 0 || id > ids[index - 1]!);
  if (itemId === null && !ascending) undocumented.push('R3: photos of a new listing are not in upload order');
}

/** R2: the flat size_id and status_id say what the attributes say. */
function checkFlatForms(item: ItemBody, { undocumented }: Findings): void {
  const first = (code: string): number | undefined =>
    item.item_attributes?.find((one) => one.code === code)?.ids?.[0];
  for (const [key, code] of [
    ['size_id', 'size'],
    ['status_id', 'condition'],
  ] as const) {
    const [flat, attribute] = [item[key], first(code)];
    if (flat && attribute && flat !== attribute)
      undocumented.push(`R2: ${key} ${flat} is not attribute ${code} ${attribute}`);
  }
}

/** R5 for colours and package. */
function checkOffered(item: ItemBody, profile: Profile, { refused, undocumented }: Findings): void {
  if (!profile.packages.includes(item.package_size_id ?? 0)) {
    undocumented.push(`R5: package size ${item.package_size_id} is not offered`);
  }
  const sent = item.color_ids ?? [];
  for (const id of sent) if (!colorTitle(id)) undocumented.push(`R5: colour ${id} does not exist`);
  if (profile.color && sent.length === 0) refused.push(fieldError('color'));
}

/** R5 for attributes: known codes, offered options, required ones there. */
function checkAttributes({ settings }: Exchange, item: ItemBody, { refused, undocumented }: Findings): void {
  const offered = formAttributes(item.catalog_id!, settings.readings);
  const sent = item.item_attributes ?? [];
  const codes = sent.map((one) => one.code);
  if (new Set(codes).size !== codes.length) undocumented.push('an attribute is sent twice');
  for (const { code, ids } of sent) {
    const found = offered.find((one) => one.code === code);
    if (!found) undocumented.push(`R5: attribute ${code} is not offered here`);
    const known = new Set(found ? choices(found).map((option) => option.id) : []);
    for (const id of ids ?? [])
      if (found && !known.has(id)) undocumented.push(`R5: ${code} ${id} is not offered here`);
    if (found?.configuration.selection_type === 'single' && (ids?.length ?? 0) > 1)
      undocumented.push(`${code}: one option only`);
  }
  const sizes = offered.find((one) => one.code === 'size');
  if (item.size_id && !(sizes && choices(sizes).some((option) => option.id === item.size_id))) {
    undocumented.push(`R5: size_id ${item.size_id} is not offered here`);
  }
  for (const { code, configuration } of offered.filter((one) => one.configuration.required)) {
    const flatSize = code === 'size' && settings.readings.sizeForm === 'flat';
    const given = flatSize
      ? Boolean(item.size_id)
      : (sent.find((one) => one.code === code)?.ids?.length ?? 0) > 0;
    if (!given) refused.push(fieldError(code, configuration.title));
  }
}

/** R6 and the ways to say "no brand" (P7). */
function checkBrand(
  { settings }: Exchange,
  item: ItemBody,
  profile: Profile,
  { refused, undocumented }: Findings,
): void {
  const { brand_id: id, brand } = item;
  const { noBrand } = settings.readings;
  if (typeof id === 'number') {
    const isNone = NO_BRAND_IDS.includes(id);
    if (isNone && noBrand !== 'any' && noBrand !== String(id)) refused.push(fieldError('brand'));
    const known = brandOf(id);
    if (!isNone && !known) undocumented.push(`brand ${id} does not exist`);
    if (known && known.title.toLowerCase() !== (brand ?? '').trim().toLowerCase()) {
      undocumented.push(`brand ${id} is ${known.title}, not ${brand}`);
    }
    return;
  }
  if (brand) {
    if (settings.disableCustomBrands)
      undocumented.push('R6: brand text without id although custom brands are disabled');
    return;
  }
  const nullMeansNone = id === null && (noBrand === 'any' || noBrand === 'null');
  if (profile.brand && !nullMeansNone) refused.push(fieldError('brand'));
}
