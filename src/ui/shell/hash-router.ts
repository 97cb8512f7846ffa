import { computed, readonly, ref } from 'vue';
import { hashOf, placeOf, type StudioPage } from './studio-link.ts';

const hash = ref(location.hash);
window.addEventListener('hashchange', () => (hash.value = location.hash));

/** Where the studio is, from the address after `#`: it survives reloads and can be linked to. */
export function useHashRouter() {
  return {
    place: computed(() => placeOf(hash.value)),
    hash: readonly(hash),
    go(page: StudioPage, id?: string) {
      location.hash = hashOf(page, id);
    },
    /** Changes place without a step in the history. */
    replace(page: StudioPage, id?: string) {
      history.replaceState(null, '', hashOf(page, id));
      hash.value = location.hash;
    },
  };
}
