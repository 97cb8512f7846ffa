import type { SameKeys } from '../text-key.ts';
import type { gate as french } from '../fr/gate.ts';

export const gate = {
  photos_none: { title: 'No photo', text: 'At least one photo.' },
  photos_too_many: { title: 'Too many photos', text: '{count} photos, {max} at most.' },
  photo_unreadable: { title: 'Photo {photo} cannot be read', text: 'It does not open as a picture.' },
  photo_too_small: { title: 'Photo {photo} too small', text: '{px} px on the short side, at least {min}.' },
  photo_too_big: { title: 'Photo {photo} too heavy', text: '{mb} MB, {max} at most.' },
  photo_twice: { title: 'Photo {photo} is there twice', text: 'The same as photo {same}.' },
  photo_small: { title: 'Photo {photo} is small', text: '{px} px on the short side, {min} advised.' },
  photos_few: {
    title: 'Few photos',
    text_one: '{count} photo, {min} advised.',
    text_other: '{count} photos, {min} advised.',
  },

  title_markup: { title: 'Markup in the title', text: '“{text}”: Vinted shows plain text only.' },
  title_empty: { title: 'Title missing', text: 'Vinted requires it.' },
  title_placeholder: { title: 'Title to replace', text: '“{text}” does not say what it is.' },
  title_too_long: { title: 'Title too long', text: '{count} characters, {max} at most.' },
  title_capitals: { title: 'Title in capitals', text: '{percent}% capitals, {max}% at most.' },
  title_short: { title: 'Short title', text: '{count} characters, {min} advised.' },

  description_markup: { title: 'Markup in the description', text: '“{text}”: Vinted shows plain text only.' },
  description_empty: { title: 'Description missing', text: 'Vinted requires it.' },
  description_placeholder: { title: 'Description to replace', text: '“{text}” does not describe the piece.' },
  description_too_long: { title: 'Description too long', text: '{count} characters, {max} at most.' },
  description_short: { title: 'Short description', text: '{count} characters, {min} advised.' },
  hashtags_count: {
    title: 'Number of hashtags',
    text_one: '{count} hashtag, {min} to {max} expected.',
    text_other: '{count} hashtags, {min} to {max} expected.',
  },
  hashtags_scattered: { title: 'Scattered hashtags', text: '{text}: group them at the end.' },

  price_missing: { title: 'Price missing', text: 'Vinted requires it.' },
  price_too_low: { title: 'Price too low', text: 'At least €{min}.' },
  price_too_high: { title: 'Price too high', text: '€{max} at most.' },
  price_not_cents: { title: 'Price to round', text: 'Two decimals at most.' },

  category_missing: { title: 'Category missing', text: 'Vinted requires it.' },
  category_not_leaf: { title: 'Category too broad', text: 'Choose a more precise category.' },
  condition_missing: { title: 'Condition missing', text: 'Vinted requires it.' },
  package_missing: { title: 'Parcel missing', text: 'Vinted requires it.' },
  package_not_offered: {
    title: 'Parcel not offered',
    text: 'This category does not offer that parcel size.',
  },
  size_missing: { title: 'Size missing', text: 'This category asks for one.' },
  brand_missing: { title: 'Brand missing', text: '“No brand” counts too.' },
  color_missing: { title: 'Colour missing', text: 'This category asks for one.' },
  colors_too_many: { title: 'Too many colours', text: '{count} colours, {max} at most.' },
  materials_too_many: { title: 'Too many materials', text: '{count} materials, {max} at most.' },
  attribute_missing: { title: '{title}: missing', text: 'This category asks for it.' },

  account_other: { title: 'Another account is open', text: 'Session of {found}, piece of {expected}.' },

  fix: {
    title_capitals: 'Write “{value}”',
    title_cut: 'Cut: “{value}”',
    markup_removed: 'Without markup: “{value}”',
  },
} satisfies SameKeys<typeof french>;
