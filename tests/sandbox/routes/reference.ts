/** Reference data: catalogue, attributes, sizes, brands, colours, packages, form configuration (contract §5). */
import { apiError, htmlNotFound, json } from '../answers.ts';
import type { Answer, Exchange, Routes } from '../exchange.ts';
import { formAttributes } from '../form-attributes.ts';
import { parseJson } from '../item-body.ts';
import {
  brands,
  catalog,
  colors,
  conditionsOf,
  extraAttributes,
  packageSizes,
  profileOf,
  sizeGroupOf,
  sizeGroups,
} from '../reference.ts';
import { schemaErrors } from '../schemas.ts';
import { seededUuid } from '../session.ts';

/** Lower case without accents, for searches. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const has = (text: string, keyword: string): boolean => plain(text).includes(plain(keyword));

function branch(parent: number | null): Record<string, unknown>[] {
  return catalog
    .filter((node) => node.parent === parent)
    .map(({ id, title, code }) => ({
      id,
      title,
      code,
      url: `/catalog/${id}`,
      catalogs: branch(id),
      photo: null,
    }));
}
const catalogs = (): Answer => json({ catalogs: branch(null), code: 0 });

function searchCatalogs({ url }: Exchange): Answer {
  const keyword = url.searchParams.get('keyword') ?? '';
  const found = catalog.filter((node) => node.profile && keyword && has(node.title, keyword));
  return json({ catalog_ids: found.map((node) => node.id) });
}

/** The parsed body of a read made by POST, or the refusal (and violation) of one nobody documented. */
function posted<T>(exchange: Exchange, endpoint: string, schema: string): T | null {
  const body = parseJson(exchange.body) ?? null;
  if (schemaErrors(schema, body).length === 0) return body as T;
  exchange.violate(`${endpoint}: undocumented body`);
  return null;
}
const badBody = (): Answer => apiError(400, 99, 'Certains champs sont incorrects', 'validation_error');

function attributes(exchange: Exchange): Answer {
  type Body = { attributes: { value: number[] }[] };
  const body = posted<Body>(exchange, 'ref.attributes', 'attributes.request.schema.json');
  if (!body) return badBody();
  const id = body.attributes[0]!.value[0]!;
  if (!profileOf(id)) {
    exchange.violate(`ref.attributes: R4: ${id} is no leaf of the form tree`);
    return badBody();
  }
  return json({ attributes: formAttributes(id, exchange.settings.readings), code: 0 });
}

/** The answer is not documented (P17): options in the form the attributes call uses. */
function searchAttribute(exchange: Exchange): Answer {
  type Body = { code: string; value: string };
  const body = posted<Body>(exchange, 'ref.attribute_search', 'attribute-search.request.schema.json');
  if (!body) return badBody();
  const options = extraAttributes[body.code]?.options ?? [];
  return json({ options: options.filter((option) => has(option.title, body.value)), code: 0 });
}

function siteSizeGroups({ url }: Exchange): Answer {
  const id = url.searchParams.get('catalog_ids');
  if (id === null) return json({ size_groups: Object.values(sizeGroups) });
  const group = sizeGroupOf(Number(id));
  return json({ size_groups: group ? [group] : [] });
}

/** As above, but a 404 page where the category has no size (§5). */
function formSizeGroups({ url }: Exchange): Answer {
  const group = sizeGroupOf(Number(url.searchParams.get('catalog_ids[]')));
  return group ? json({ size_groups: [group] }) : htmlNotFound();
}

function searchBrands({ url, settings }: Exchange): Answer {
  const keyword = url.searchParams.get('keyword') ?? '';
  const starts = (title: string): number => Number(!plain(title).startsWith(plain(keyword)));
  const found = brands
    .filter((brand) => has(brand.title, keyword))
    .sort((a, b) => starts(a.title) - starts(b.title));
  const none = { '1': 'Sans marque', '425886': 'NO LABEL' }[settings.readings.noBrand as '1' | '425886'];
  const noBrand =
    none && has(none, keyword) && keyword
      ? [{ id: Number(settings.readings.noBrand), title: none, slug: null }]
      : [];
  return json({
    brands: [...noBrand, ...found].slice(0, 30),
    disable_custom_brands: settings.disableCustomBrands,
  });
}

function listColors(): Answer {
  const rows = colors.map(({ id, fr, hex, code }, order) => ({ id, title: fr, hex, code, order }));
  return json({ colors: rows });
}

function conditions({ url, settings }: Exchange): Answer {
  if (settings.readings.conditions === 'gone') return htmlNotFound();
  return json({
    conditions: conditionsOf(Number(url.searchParams.get('catalog_id')), settings.readings),
    code: 0,
  });
}

function packages(_exchange: Exchange, catalogId: number): Answer {
  const profile = profileOf(catalogId);
  if (!profile) return htmlNotFound();
  return json({ package_sizes: packageSizes.filter((size) => profile.packages.includes(size.id)) });
}

/** Only `upload_session_id` is documented; the keys of currencies and minimum price are not (P17). */
function configuration({ settings, state }: Exchange): Answer {
  const offered = settings.readings.configuration === 'session';
  return json(offered ? { upload_session_id: seededUuid(`upload-${state.nextPhotoId}`) } : {});
}

export const referenceRoutes: Routes = {
  'ref.catalogs': catalogs,
  'gone.catalogs': ({ settings }) =>
    settings.readings.siteCatalogs === 'live' ? catalogs() : htmlNotFound(),
  'ref.catalog_search': searchCatalogs,
  'ref.attributes': attributes,
  'ref.attribute_search': searchAttribute,
  'ref.size_groups': siteSizeGroups,
  'ref.size_groups_form': formSizeGroups,
  'ref.brands': searchBrands,
  'ref.brands_site': searchBrands,
  'ref.colors': listColors,
  'ref.colors_site': listColors,
  'ref.conditions': conditions,
  'ref.package_sizes': packages,
  'ref.form_configuration': configuration,
};
