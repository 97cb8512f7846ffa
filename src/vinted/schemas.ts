import { centsOf } from '../shared/money.ts';
import { z } from '../shared/zod.ts';
import { SITE, type VintedRouteName } from './routes.ts';
import type { ReadBackItem, SignedInAccount, UploadedPhoto, WardrobeItem } from './vinted.ts';

/*
 * The answers the product reads, field by field. These are allow-lists: what is not named here is dropped on parsing
 * and can reach neither the database nor a log. Named fields are strict, unknown ones are tolerated (contract, README).
 */

/** Larger than 2^31 (photo ids have 11 digits), below 2^53. */
const id = z.int().positive();
/** 0 or absent; any other number is an API error whatever the rest says. */
const code = z.literal(0).optional();
const text = z.string().nullish();
/** Read as an object with decimal text, written as a bare number. */
const money = z.object({
  amount: z.string().regex(/^-?\d+(\.\d+)?$/),
  currency_code: z.string().regex(/^[A-Z]{3}$/),
});

const signedIn = z
  .object({ user: z.object({ id, login: z.string().min(1) }), code })
  .transform(({ user }): SignedInAccount => ({
    vintedId: String(user.id),
    login: user.login,
    domain: SITE.host,
  }));

/** Only the key of an upload session is documented, and ours is made here: nothing of this answer is relied on. */
const configuration = z
  .object({ upload_session_id: z.guid().optional(), code })
  .transform((): { currency: string | null } => ({ currency: null }));

const wardrobe = z
  .object({
    items: z.array(
      z.object({
        id,
        title: z.string().nullable(),
        price: money.nullable(),
        url: text,
        is_draft: z.boolean(),
        is_closed: z.boolean(),
        is_reserved: z.boolean(),
        is_hidden: z.boolean(),
      }),
    ),
    pagination: z.object({ current_page: z.int().min(0), total_pages: z.int().min(0) }),
    code,
  })
  .transform(({ items }): WardrobeItem[] =>
    items.map((item) => ({
      id: String(item.id),
      title: item.title ?? '',
      priceCents: item.price ? centsOf(Number(item.price.amount)) : null,
      url: item.url ?? null,
    })),
  );

const uploaded = z.object({ id, orientation: z.int().min(0).nullish() });
const photo = z
  .union([
    uploaded.extend({ code }),
    /** The mobile shape. */
    z.object({ photo: uploaded, code }).transform((answer) => answer.photo),
  ])
  .transform((answer): UploadedPhoto => ({ id: answer.id, orientation: answer.orientation ?? 0 }));

/** Success is status 200, `code` 0 and an integer `item.id`; nothing less (rule R9). */
const created = z
  .object({
    item: z.object({ id }),
    code: z.literal(0),
    after_upload_actions: z.array(z.string()).optional(),
  })
  .transform((answer) => ({ itemId: String(answer.item.id), actions: answer.after_upload_actions ?? [] }));

const readItem = z
  .object({
    item: z
      .object({
        id,
        title: z.string().nullable(),
        price: money.nullable(),
        catalog_id: id.nullable(),
        photos: z.array(z.object({ id })),
        item_attributes: z.array(z.object({ code: z.string(), ids: z.array(id).nullish() })),
        is_draft: z.boolean().nullish(),
      })
      .refine((item) => item.is_draft === true || (!!item.title && item.price !== null), {
        message: 'a listing has a title and a price',
      }),
    code,
  })
  .transform(({ item }): ReadBackItem => ({
    id: String(item.id),
    title: item.title ?? '',
    priceCents: item.price ? centsOf(Number(item.price.amount)) : null,
    photoIds: item.photos.map((each) => each.id),
    isDraft: item.is_draft === true,
  }));

interface Catalog {
  id: number;
  title: string;
  code: string | null;
  catalogs: Catalog[];
}
const catalog: z.ZodType<Catalog> = z.lazy(() =>
  z.object({
    id,
    title: z.string(),
    code: z
      .string()
      .nullish()
      .transform((value) => value ?? null),
    // Whether a leaf has an empty list or none is not documented: both are leaves.
    catalogs: z
      .array(catalog)
      .optional()
      .transform((value) => value ?? []),
  }),
);
const catalogs = z.object({ catalogs: z.array(catalog).min(1), code }).transform((answer) => answer.catalogs);

const sizeGroups = z
  .object({
    size_groups: z.array(
      z.object({ id, caption: text, description: text, sizes: z.array(z.object({ id, title: z.string() })) }),
    ),
    code,
  })
  .transform(({ size_groups }) =>
    size_groups.map((group) => ({
      id: group.id,
      caption: group.caption ?? group.description ?? '',
      sizes: group.sizes,
    })),
  );

const brands = z
  .object({
    brands: z.array(z.object({ id, title: z.string() })),
    disable_custom_brands: z.boolean().optional(),
    code,
  })
  // Absent is unknown, and unknown is no permission (rule R6).
  .transform((answer) => ({ brands: answer.brands, customAllowed: answer.disable_custom_brands === false }));

const packageSizes = z
  .object({ package_sizes: z.array(z.object({ id, code: text, title: text })), code })
  .transform(({ package_sizes }) =>
    package_sizes.map((size) => ({ id: size.id, title: size.title ?? size.code ?? String(size.id) })),
  );

interface Option {
  id?: number;
  title: string;
  type?: string;
  options?: Option[];
}
const option: z.ZodType<Option> = z.lazy(() =>
  z
    .object({
      id: id.optional(),
      title: z.string(),
      type: z.string().optional(),
      options: z.array(option).optional(),
    })
    .refine((value) => value.id !== undefined || (value.type === 'group' && value.options !== undefined), {
      message: 'an option has an id, or is a group',
    }),
);
const attributes = z
  .object({
    attributes: z
      .array(
        z.object({
          code: z.string().min(1),
          configuration: z.object({
            title: text,
            required: z.boolean(),
            selection_type: text,
            options: z.array(option).nullish(),
          }),
        }),
      )
      .min(1),
    code,
  })
  .transform((answer) =>
    answer.attributes.map(({ code: name, configuration: form }) => ({
      code: name,
      title: form.title ?? name,
      required: form.required,
      // The values of selection_type are not documented; only one that says so is taken as "several".
      multiple: /^multi/i.test(form.selection_type ?? ''),
      options: flatOptions(form.options ?? []),
    })),
  );

function flatOptions(options: Option[]): { id: number; title: string }[] {
  return options.flatMap((each) =>
    each.id === undefined ? flatOptions(each.options ?? []) : [{ id: each.id, title: each.title }],
  );
}

/** What each route answers when all went well. */
export const ANSWERS = {
  current_user: signedIn,
  configuration,
  wardrobe,
  photo,
  create: created,
  read_item: readItem,
  catalogs,
  size_groups: sizeGroups,
  brands,
  package_sizes: packageSizes,
  attributes,
} as const satisfies Record<VintedRouteName, z.ZodType>;

export type AnswerOf<Name extends VintedRouteName> = z.output<(typeof ANSWERS)[Name]>;

/** A refusal's envelope: what may be shown and kept of it. */
export const envelope = z.object({
  message: z.string().optional().catch(undefined),
  errors: z
    .union([
      z.array(z.object({ field: z.string(), value: z.string() })),
      // A map is only known from an invented fixture: tolerated, shown raw.
      z.record(z.string(), z.unknown()).transform((map) => Object.entries(map).map(errorOfMap)),
    ])
    .optional()
    .catch(undefined),
});

function errorOfMap([field, value]: [string, unknown]): { field: string; value: string } {
  const texts = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
  return { field, value: texts.join(' · ') };
}
