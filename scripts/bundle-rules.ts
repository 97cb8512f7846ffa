import type { Plugin } from 'vite';

/** The address browser-image-compression would load its own worker from: remote code, forbidden in an extension. */
const CDN_ADDRESS = /https:\/\/cdn\.jsdelivr\.net\/npm\/browser-image-compression[^"'`]*/g;

/**
 * Build plugin: takes remote addresses of scripts out of the bundle. `scripts/check-bundle.ts` proves afterwards
 * that none is left.
 */
export function bundleRules(): Plugin {
  return {
    name: 'penderie-bundle-rules',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('browser-image-compression')) return null;
      return { code: code.replace(CDN_ADDRESS, 'about:invalid'), map: null };
    },
  };
}
