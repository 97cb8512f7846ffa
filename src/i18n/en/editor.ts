import type { SameKeys } from '../text-key.ts';
import type { editor as french } from '../fr/editor.ts';

export const editor = {
  badPrice: '“{text}” is not a price. Write 12 or 12.50.',
  chosenMax: '{max} at most. Remove one to choose another.',
  noMatch: 'Nothing matches.',
  field: {
    account: 'Account',
    attributes: 'Characteristics',
    brand: 'Brand',
    catalogId: 'Category',
    category: 'Category',
    color: 'Colours',
    colors: 'Colours',
    condition: 'Condition',
    cost: 'Cost',
    defects: 'Flaws',
    description: 'Description',
    isbn: 'ISBN',
    location: 'Place',
    materials: 'Materials',
    measures: 'Measures',
    notes: 'Private notes',
    package: 'Parcel',
    photos: 'Photos',
    price: 'Price',
    size: 'Size',
    source: 'Bought from',
    title: 'Title',
    unisex: 'Unisex',
  },
} satisfies SameKeys<typeof french>;
