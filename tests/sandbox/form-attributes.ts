/** The attributes of a leaf's form, as `POST item_upload/attributes` answers them (contract §5). */
import type { Readings } from './readings.ts';
import {
  conditionsOf,
  extraAttributes,
  materials,
  profileOf,
  sizeGroupOf,
  type Labelled,
} from './reference.ts';

interface Option {
  id?: number;
  title: string;
  type?: 'group';
  options?: Option[];
}
/** One attribute of the form. `display_type` values are invented (P24). */
export interface FormAttribute {
  code: string;
  ids: number[];
  configuration: {
    title: string;
    required: boolean;
    display_type: string;
    selection_type: 'single' | 'multi';
    options: Option[];
  };
}

const attribute = (
  code: string,
  title: string,
  required: boolean,
  options: Option[],
  multi = false,
): FormAttribute => ({
  code,
  ids: [],
  configuration: {
    title,
    required,
    display_type: code === 'size' ? 'grid' : 'list',
    selection_type: multi ? 'multi' : 'single',
    options,
  },
});

/** The attributes of a leaf; an empty list for an id that is none. */
export function formAttributes(catalogId: number, readings: Readings): FormAttribute[] {
  const profile = profileOf(catalogId);
  if (!profile) return [];
  const found = [attribute('condition', 'État', true, conditionsOf(catalogId, readings))];
  const group = sizeGroupOf(catalogId);
  if (group) {
    const options: Option[] = [{ type: 'group', title: group.description, options: group.sizes }];
    found.push(attribute('size', 'Taille', true, options));
  }
  for (const code of profile.extra) {
    const extra = extraAttributes[code];
    if (extra) found.push(attribute(code, extra.title, extra.required, extra.options));
  }
  if (profile.material) found.push(attribute('material', 'Matière', false, materials, true));
  return found;
}

/** All options of an attribute that can be chosen, groups opened. */
export function choices(found: FormAttribute): Labelled[] {
  const open = (option: Option): Labelled[] =>
    option.options ? option.options.flatMap(open) : [{ id: option.id ?? 0, title: option.title }];
  return found.configuration.options.flatMap(open);
}
