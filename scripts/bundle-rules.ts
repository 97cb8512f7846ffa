import type { Plugin } from 'vite';

interface BundleRule {
  /** Part of the path of the files it is for. */
  in: string;
  find: RegExp;
  replaceBy: string;
}

const NO_CODE_FROM_TEXT =
  '(function () { throw new Error("code made from text is forbidden in an extension"); })';

const BUNDLE_RULES: BundleRule[] = [
  // The address its worker would be loaded from: remote code. We call the library inside a worker of our own.
  {
    in: 'browser-image-compression',
    find: /https:\/\/cdn\.jsdelivr\.net\/npm\/browser-image-compression[^"'`]*/g,
    replaceBy: 'about:invalid',
  },
  // zod writes parsers as code where it may. src/shared/zod.ts switches that off; this takes it out.
  { in: '/zod/', find: /const F = Function;/g, replaceBy: `const F = ${NO_CODE_FROM_TEXT};` },
  // A callback given as text (the polyfill of setImmediate in JSZip): nobody of ours gives one.
  { in: 'setimmediate', find: /new Function\(/g, replaceBy: `${NO_CODE_FROM_TEXT}(` },
  { in: '/jszip/', find: /new Function\(/g, replaceBy: `${NO_CODE_FROM_TEXT}(` },
];

/**
 * Build plugin: takes out of libraries what an extension may not hold. `scripts/check-bundle.ts` proves afterwards that
 * nothing of it is left.
 */
export function bundleRules(): Plugin {
  return {
    name: 'penderie-bundle-rules',
    enforce: 'pre',
    transform(code, id) {
      const rules = BUNDLE_RULES.filter((rule) => id.includes(rule.in) && code.search(rule.find) >= 0);
      if (rules.length === 0) return null;
      return { code: rules.reduce((text, rule) => text.replace(rule.find, rule.replaceBy), code), map: null };
    },
  };
}
