/** A title and a line for each rule of `src/gate/rule-names.ts`; the fix is a button that shows its result. */
export const gate = {
  photos_none: { title: 'Aucune photo', text: 'Une photo au moins.' },
  photos_too_many: { title: 'Trop de photos', text: '{count} photos, {max} au plus.' },
  photo_unreadable: { title: 'Photo {photo} illisible', text: 'Elle ne s’ouvre pas comme une image.' },
  photo_too_small: { title: 'Photo {photo} trop petite', text: '{px} px sur le petit côté, {min} au moins.' },
  photo_too_big: { title: 'Photo {photo} trop lourde', text: '{mb} Mo, {max} au plus.' },
  photo_twice: { title: 'Photo {photo} en double', text: 'La même que la photo {same}.' },
  photo_small: { title: 'Photo {photo} petite', text: '{px} px sur le petit côté, {min} conseillés.' },
  photos_few: {
    title: 'Peu de photos',
    text_one: '{count} photo, {min} conseillées.',
    text_other: '{count} photos, {min} conseillées.',
  },

  title_markup: { title: 'Balise dans le titre', text: '« {text} » : Vinted n’affiche que du texte.' },
  title_empty: { title: 'Titre manquant', text: 'Vinted l’exige.' },
  title_placeholder: { title: 'Titre à remplacer', text: '« {text} » ne dit pas ce que c’est.' },
  title_too_long: { title: 'Titre trop long', text: '{count} signes, {max} au plus.' },
  title_capitals: { title: 'Titre en majuscules', text: '{percent} % de majuscules, {max} % au plus.' },
  title_short: { title: 'Titre court', text: '{count} signes, {min} conseillés.' },

  description_markup: {
    title: 'Balise dans la description',
    text: '« {text} » : Vinted n’affiche que du texte.',
  },
  description_empty: { title: 'Description manquante', text: 'Vinted l’exige.' },
  description_placeholder: { title: 'Description à remplacer', text: '« {text} » ne décrit pas la pièce.' },
  description_too_long: { title: 'Description trop longue', text: '{count} signes, {max} au plus.' },
  description_short: { title: 'Description courte', text: '{count} signes, {min} conseillés.' },
  hashtags_count: {
    title: 'Nombre de hashtags',
    text_one: '{count} hashtag, de {min} à {max} attendus.',
    text_other: '{count} hashtags, de {min} à {max} attendus.',
  },
  hashtags_scattered: { title: 'Hashtags dispersés', text: '{text} : à grouper à la fin.' },

  price_missing: { title: 'Prix manquant', text: 'Vinted l’exige.' },
  price_too_low: { title: 'Prix trop bas', text: '{min} € au moins.' },
  price_too_high: { title: 'Prix trop haut', text: '{max} € au plus.' },
  price_not_cents: { title: 'Prix à arrondir', text: 'Deux décimales au plus.' },

  category_missing: { title: 'Catégorie manquante', text: 'Vinted l’exige.' },
  category_not_leaf: { title: 'Catégorie trop large', text: 'Choisissez une catégorie plus précise.' },
  condition_missing: { title: 'État manquant', text: 'Vinted l’exige.' },
  package_missing: { title: 'Colis manquant', text: 'Vinted l’exige.' },
  package_not_offered: { title: 'Colis non proposé', text: 'Cette catégorie ne propose pas ce format.' },
  size_missing: { title: 'Taille manquante', text: 'Cette catégorie en demande une.' },
  brand_missing: { title: 'Marque manquante', text: '« Sans marque » compte aussi.' },
  color_missing: { title: 'Couleur manquante', text: 'Cette catégorie en demande une.' },
  colors_too_many: { title: 'Trop de couleurs', text: '{count} couleurs, {max} au plus.' },
  materials_too_many: { title: 'Trop de matières', text: '{count} matières, {max} au plus.' },
  attribute_missing: { title: '{title} : manquant', text: 'Cette catégorie le demande.' },

  account_other: { title: 'Autre compte ouvert', text: 'Session de {found}, pièce de {expected}.' },

  fix: {
    title_capitals: 'Écrire « {value} »',
    title_cut: 'Couper : « {value} »',
    markup_removed: 'Sans balise : « {value} »',
  },
};
