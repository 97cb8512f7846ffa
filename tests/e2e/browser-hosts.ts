/**
 * Hosts a browser asks for on its own account, with no extension in it: updates, safe browsing, remote settings. The
 * proxy refuses them like everything foreign, but lists them apart. Written out, so that a new one is seen and judged.
 */
const BROWSER_HOSTS = new Set([
  // Chromium
  'accounts.google.com',
  'android.clients.google.com',
  'chromewebstore.googleapis.com',
  'clients1.google.com',
  'clients2.google.com',
  'clients3.google.com',
  'clients4.google.com',
  'clientservices.googleapis.com',
  'content-autofill.googleapis.com',
  'dl.google.com',
  'edgedl.me.gvt1.com',
  'mtalk.google.com',
  'optimizationguide-pa.googleapis.com',
  'passwordsleakcheck-pa.googleapis.com',
  'redirector.gvt1.com',
  'safebrowsing.googleapis.com',
  'safebrowsingohttpgateway.googleapis.com',
  'translate.googleapis.com',
  'update.googleapis.com',
  'www.google.com',
  'www.googleapis.com',
  // Firefox
  'addons.mozilla.org',
  'ads.mozilla.org',
  'aus5.mozilla.org',
  'classify-client.services.mozilla.com',
  'content-signature-2.cdn.mozilla.net',
  'contile.services.mozilla.com',
  'detectportal.firefox.com',
  'firefox-settings-attachments.cdn.mozilla.net',
  'firefox.settings.services.mozilla.com',
  'incoming.telemetry.mozilla.org',
  'location.services.mozilla.com',
  'merino.services.mozilla.com',
  'normandy.cdn.mozilla.net',
  'push.services.mozilla.com',
  'services.addons.mozilla.org',
  'shavar.services.mozilla.com',
  'tracking-protection.cdn.mozilla.net',
  'versioncheck-bg.addons.mozilla.org',
  'versioncheck.addons.mozilla.org',
]);

export function isBrowserHost(host: string): boolean {
  return BROWSER_HOSTS.has(host);
}
