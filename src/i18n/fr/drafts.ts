export const drafts = {
  title: 'Brouillons',
};
