import { inject, type InjectionKey } from 'vue';
import type { StudioPage } from '../shell/studio-link.ts';

/**
 * How the surrounding page goes somewhere in the studio: the studio changes its address, the popup opens a tab. Parts
 * shared by both ask for this instead of knowing where they are.
 */
export type GoTo = (page: StudioPage, id?: string) => void;

export const GO_TO: InjectionKey<GoTo> = Symbol('go to a place of the studio');

/** Where nobody provides it, the page itself is the studio. */
export function useGoTo(): GoTo {
  return inject(GO_TO, (page, id) => {
    location.hash = id ? `#/${page}/${encodeURIComponent(id)}` : `#/${page}`;
  });
}
