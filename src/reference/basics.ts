/**
 * Reference data that has been the same on Vinted for years and in which independent public sources agree: ids and
 * Vinted.fr's own words (facts; contract section 5, read 2026-11: colours and conditions from four and six sources,
 * materials from two, package sizes from three). Explanations are ours. What depends on a category is asked from Vinted.
 */

export interface Basic {
  id: number;
  title: string;
}

/** At most two; the hex is a hint for a swatch, null where no single colour stands for the name. */
export const COLORS: readonly (Basic & { titleEn: string; hex: string | null })[] = [
  { id: 1, title: 'Noir', titleEn: 'Black', hex: '#000000' },
  { id: 2, title: 'Marron', titleEn: 'Brown', hex: '#663300' },
  { id: 3, title: 'Gris', titleEn: 'Grey', hex: '#919191' },
  { id: 4, title: 'Beige', titleEn: 'Beige', hex: '#F4E0C8' },
  { id: 5, title: 'Fuchsia', titleEn: 'Fuchsia', hex: '#FF0080' },
  { id: 6, title: 'Violet', titleEn: 'Purple', hex: '#800080' },
  { id: 7, title: 'Rouge', titleEn: 'Red', hex: '#CC3300' },
  { id: 8, title: 'Jaune', titleEn: 'Yellow', hex: '#FFF200' },
  { id: 9, title: 'Bleu', titleEn: 'Blue', hex: '#007BC4' },
  { id: 10, title: 'Vert', titleEn: 'Green', hex: '#369A3D' },
  { id: 11, title: 'Orange', titleEn: 'Orange', hex: '#FFA500' },
  { id: 12, title: 'Blanc', titleEn: 'White', hex: '#FFFFFF' },
  { id: 13, title: 'Argenté', titleEn: 'Silver', hex: '#DDDDDD' },
  { id: 14, title: 'Doré', titleEn: 'Gold', hex: '#BE9927' },
  { id: 15, title: 'Multicolore', titleEn: 'Multicoloured', hex: null },
  { id: 16, title: 'Kaki', titleEn: 'Khaki', hex: '#86814A' },
  { id: 17, title: 'Turquoise', titleEn: 'Turquoise', hex: '#B7DEE8' },
  { id: 20, title: 'Crème', titleEn: 'Cream', hex: '#F8F8E1' },
  { id: 21, title: 'Abricot', titleEn: 'Apricot', hex: '#FFCC98' },
  { id: 22, title: 'Corail', titleEn: 'Coral', hex: '#FE7F5D' },
  { id: 23, title: 'Bordeaux', titleEn: 'Burgundy', hex: '#AE2E3D' },
  { id: 24, title: 'Rose', titleEn: 'Pink', hex: '#FFCCCA' },
  { id: 25, title: 'Lila', titleEn: 'Lilac', hex: '#D297D2' },
  { id: 26, title: 'Bleu clair', titleEn: 'Light blue', hex: '#89CFF0' },
  { id: 27, title: 'Marine', titleEn: 'Navy', hex: '#35358D' },
  { id: 28, title: 'Vert foncé', titleEn: 'Dark green', hex: '#356639' },
  { id: 29, title: 'Moutarde', titleEn: 'Mustard', hex: '#E5B539' },
  { id: 30, title: 'Menthe', titleEn: 'Mint', hex: '#A2FFBC' },
  { id: 32, title: 'Transparence', titleEn: 'Clear', hex: null },
];

/** Best first, as Vinted's form lists them. */
export const CONDITIONS: readonly (Basic & { titleEn: string; explanation: string })[] = [
  {
    id: 6,
    title: 'Neuf avec étiquette',
    titleEn: 'New with tags',
    explanation: 'Jamais porté, étiquette encore en place.',
  },
  {
    id: 1,
    title: 'Neuf sans étiquette',
    titleEn: 'New without tags',
    explanation: 'Jamais porté, sans étiquette.',
  },
  {
    id: 2,
    title: 'Très bon état',
    titleEn: 'Very good',
    explanation: 'Peu porté, aucune trace visible ou presque.',
  },
  {
    id: 3,
    title: 'Bon état',
    titleEn: 'Good',
    explanation: 'Porté, avec de légères traces visibles sur les photos.',
  },
  {
    id: 4,
    title: 'Satisfaisant',
    titleEn: 'Satisfactory',
    explanation: 'Souvent porté, défauts montrés et décrits.',
  },
];

/** At most three. */
export const MATERIALS: readonly Basic[] = [
  { id: 149, title: 'Acrylique' },
  { id: 122, title: 'Alpaga' },
  { id: 461, title: 'Argent' },
  { id: 440, title: 'Bambou' },
  { id: 467, title: 'Bois' },
  { id: 123, title: 'Cachemire' },
  { id: 442, title: 'Carton' },
  { id: 301, title: 'Caoutchouc' },
  { id: 443, title: 'Céramique' },
  { id: 44, title: 'Coton' },
  { id: 43, title: 'Cuir' },
  { id: 447, title: 'Cuir synthétique' },
  { id: 305, title: 'Cuir verni' },
  { id: 298, title: 'Daim' },
  { id: 303, title: 'Denim' },
  { id: 455, title: 'Dentelle' },
  { id: 445, title: 'Duvet' },
  { id: 53, title: 'Élasthanne' },
  { id: 446, title: 'Fausse fourrure' },
  { id: 448, title: 'Feutre' },
  { id: 451, title: 'Flanelle' },
  { id: 454, title: 'Jute' },
  { id: 46, title: 'Laine' },
  { id: 302, title: 'Latex' },
  { id: 146, title: 'Lin' },
  { id: 456, title: 'Maille' },
  { id: 121, title: 'Mérinos' },
  { id: 457, title: 'Métal' },
  { id: 152, title: 'Mohair' },
  { id: 449, title: 'Mousse' },
  { id: 444, title: 'Mousseline' },
  { id: 178, title: 'Néoprène' },
  { id: 52, title: 'Nylon' },
  { id: 453, title: 'Or' },
  { id: 463, title: 'Paille' },
  { id: 458, title: 'Papier' },
  { id: 177, title: 'Peluche' },
  { id: 462, title: 'Pierre' },
  { id: 300, title: 'Plastique' },
  { id: 120, title: 'Polaire' },
  { id: 45, title: 'Polyester' },
  { id: 459, title: 'Porcelaine' },
  { id: 460, title: 'Rotin' },
  { id: 311, title: 'Satin' },
  { id: 226, title: 'Sequins' },
  { id: 470, title: 'Silicone' },
  { id: 49, title: 'Soie' },
  { id: 441, title: 'Toile' },
  { id: 464, title: 'Tulle' },
  { id: 465, title: 'Tweed' },
  { id: 466, title: 'Velours' },
  { id: 299, title: 'Velours côtelé' },
  { id: 452, title: 'Verre' },
  { id: 48, title: 'Viscose' },
];

/** The three every ordinary category offers; heavier ones are asked per category. */
export const PACKAGE_SIZES: readonly Basic[] = [
  { id: 1, title: 'Petit' },
  { id: 2, title: 'Moyen' },
  { id: 3, title: 'Grand' },
];

/** The brand of what has none [one source; contract P7]. */
export const NO_BRAND: Basic = { id: 1, title: 'Sans marque' };
