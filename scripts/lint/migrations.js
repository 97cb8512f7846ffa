/**
 * Two branches that add a migration each meet here: a number stands for one step only. The file's name, the `version`
 * in it and the list in index.ts say the same number.
 */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const NAMED = /^(\d{4})-([a-z0-9-]+)\.ts$/;

/** @returns the other migrations in this folder that have the same number */
function clashing(folder, file, number) {
  return readdirSync(folder).filter((name) => name !== file && NAMED.test(name) && name.startsWith(number));
}

const literalOf = (node, key) =>
  node.properties.find((property) => property.key?.name === key && property.value.type === 'Literal')?.value;

export const migrationNumbers = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = basename(context.filename);
    const folder = dirname(context.filename);
    const [, number, name] = NAMED.exec(file) ?? [];
    if (!number) return {};
    let isMigration = false;
    return {
      ObjectExpression(node) {
        const version = literalOf(node, 'version');
        if (!version) return;
        isMigration = true;
        if (version.value !== Number(number))
          context.report({ node: version, message: `The file says migration ${Number(number)}.` });
        const named = literalOf(node, 'name');
        if (named && named.value !== name)
          context.report({ node: named, message: `The file says the migration is named ${name}.` });
      },
      'Program:exit'(node) {
        if (!isMigration)
          context.report({ node, message: 'A migration is an object with a literal version.' });
        for (const other of clashing(folder, file, number)) {
          const message = `Migration ${Number(number)} is also ${join(basename(folder), other)}: take the next number.`;
          context.report({ node, message });
        }
      },
    };
  },
};
