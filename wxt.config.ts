import { defineConfig } from 'wxt';
import { bundleRules } from './scripts/bundle-rules.ts';
import { EXTENSION_KEY } from './scripts/extension-key.ts';

export default defineConfig({
  modules: ['@wxt-dev/module-vue'],
  manifestVersion: 3,
  outDir: process.env.PENDERIE_OUTPUT ?? '.output',
  // Everything imported is written down: a reader finds where a name comes from.
  imports: false,
  vite: () => ({
    plugins: [bundleRules()],
    // Workers are bundled apart, without the plugins above.
    worker: { plugins: () => [bundleRules()] },
    build: { target: 'es2022' },
  }),
  zip: { excludeSources: ['tests/**', 'docs/**'] },
  manifest: ({ browser }) => ({
    name: 'Penderie',
    description: '__MSG_description__',
    default_locale: 'fr',
    key: browser === 'chrome' ? EXTENSION_KEY : undefined,
    minimum_chrome_version: browser === 'chrome' ? '148' : undefined,
    // Blobs survive extension messages (Chrome 148+; Firefox does it by itself).
    message_serialization: browser === 'chrome' ? 'structured_clone' : undefined,
    permissions: ['storage', 'alarms', 'unlimitedStorage'],
    host_permissions: ['https://www.vinted.fr/*', 'https://*.vinted.net/*'],
    content_security_policy: {
      extension_pages:
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; style-src 'self'; " +
        "img-src 'self' blob: data: https://*.vinted.net; connect-src 'self' https://www.vinted.fr https://*.vinted.net; " +
        "frame-src 'none'; base-uri 'none'; form-action 'none'",
    },
    browser_specific_settings:
      browser === 'firefox'
        ? {
            gecko: {
              id: 'penderie@penderie.example',
              strict_min_version: '142.0',
              data_collection_permissions: { required: ['none'] },
            },
          }
        : undefined,
  }),
});
