import { call } from '../messaging/client.ts';
import { showPanel } from './panel/show-panel.ts';

/** The panel, joined to the worker. `isGone` tells that the extension was updated or removed under this page. */
export function workerPanel(signal: AbortSignal, isGone: () => boolean): void {
  if (document.contentType !== 'text/html') return;
  showPanel({
    signal,
    async state() {
      if (isGone()) return null;
      const result = await call('panel.state', {});
      return result.ok ? result.value : null;
    },
    async openPreview(draftId) {
      const result = await call('panel.openPreview', { draftId });
      return result.ok;
    },
  });
}
