/**
 * npm run notices: writes public/notices.txt, the licences of everything that is shipped inside the extension. To be run
 * after a change of dependencies; the file is committed, since the packages carry it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const MODULES = join(ROOT, 'node_modules');

const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const found = new Map();

/** A package and, since bundlers follow imports, everything it depends on. */
function collect(name) {
  const folder = join(MODULES, name);
  if (found.has(name) || !existsSync(folder)) return;
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  found.set(name, { manifest, text: file ? readFileSync(join(folder, file), 'utf8').trim() : null });
  for (const dependency of Object.keys(manifest.dependencies ?? {})) collect(dependency);
}

for (const name of [...Object.keys(dependencies), 'wxt']) {
  if (name === 'wxt') {
    // Only a few lines of its client part are shipped, none of what it builds with.
    const folder = join(MODULES, 'wxt');
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    found.set('wxt', { manifest, text: null });
  } else {
    collect(name);
  }
}

/** Packages that share the very same licence text stand above it together. */
const byText = Map.groupBy(
  [...found].toSorted(([a], [b]) => a.localeCompare(b)),
  ([, { manifest, text }]) => text ?? manifest.homepage ?? '',
);
const parts = [...byText].map(([text, packages]) => {
  const names = packages.map(([name, { manifest }]) => `${name} ${manifest.version} (${manifest.license})`);
  return `${names.join('\n')}\n\n${text}`;
});
const own = [
  'Archivo (SIL Open Font License 1.1): the text lies beside the font, src/ui/styles/fonts/OFL.txt in the source.',
  'Phosphor Icons 2.1.1 (MIT), Copyright (c) 2020 Phosphor Icons: paths of some icons.',
];
const rule = `\n\n${'-'.repeat(80)}\n\n`;
const text = `Penderie is MIT licensed. It ships these works of others:\n\n${own.join('\n')}${rule}${parts.join(rule)}\n`;
writeFileSync(join(ROOT, 'public/notices.txt'), text);
console.log(`${found.size} packages, ${text.length} characters`);
