import { EXPORT_VERSION, type ExportFile } from './export-format.ts';

/** `readme.txt` of an export: what it is and what to do with it, in both languages, since nobody knows who opens it. */
export function exportReadme(file: ExportFile, photos: number): string {
  const drafts = file.drafts.length;
  return `PENDERIE — ${file.exported_at}

Français
--------
Export de brouillons Penderie, format ${EXPORT_VERSION}.
${drafts} brouillon${drafts > 1 ? 's' : ''}, ${photos} photo${photos > 1 ? 's' : ''}.

drafts.json  les brouillons : textes, prix, champs Vinted, référence de la pièce
photos/      les photos, nommées par référence et par ordre (0127-01.jpg est la couverture de #0127)

Pour importer : ouvrez Penderie, page « Import et export », et choisissez ce fichier ZIP (ou drafts.json seul, sans
les photos). Penderie montre ce qu’il contient avant d’ajouter quoi que ce soit. Rien n’est publié par un import.

English
-------
Export of Penderie drafts, format ${EXPORT_VERSION}.
${drafts} draft${drafts === 1 ? '' : 's'}, ${photos} photo${photos === 1 ? '' : 's'}.

drafts.json  the drafts: texts, prices, Vinted's fields, the piece's reference
photos/      the photos, named by reference and order (0127-01.jpg is the cover of #0127)

To import: open Penderie, page "Import and export", and choose this ZIP file (or drafts.json alone, without photos).
Penderie shows what is in it before anything is added. An import publishes nothing.
`;
}
