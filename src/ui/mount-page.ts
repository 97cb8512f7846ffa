import { createPinia } from 'pinia';
import { createApp, type Component } from 'vue';
import './styles/index.css';
import { followAccount } from './composables/page-account.ts';
import { onWorkerEvents } from './composables/worker-events.ts';
import { useSettings } from './stores/settings-store.ts';

/** Starts a page of the extension: language and theme first, then the page, then what the worker says. */
export function mountPage(root: Component, selector = '#app'): void {
  followAccount();
  const app = createApp(root).use(createPinia());
  const settings = useSettings();
  app.mount(selector);
  void settings.load();
  onWorkerEvents(['settings.changed'], () => void settings.load());
}
