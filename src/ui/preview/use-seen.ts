import { computed, onScopeDispose, shallowReactive } from 'vue';

/** A photo by its place, or the mark at the end of a text. */
export type SeenPlace = number | `end-${string}`;

/**
 * Tells whether all photos, and the ends of all texts, were really in view: half of each photo, the end marks whole.
 * Counts only while the page is visible: a tab in the background has shown nothing to anybody.
 */
export function useSeen(total: () => { photos: number; ends: number }) {
  const places = new Map<Element, SeenPlace>();
  const photos = shallowReactive(new Set<number>());
  const ends = shallowReactive(new Set<string>());
  const inView = new Set<Element>();

  const note = () => {
    if (document.visibilityState !== 'visible') return;
    for (const element of inView) {
      const place = places.get(element);
      if (typeof place === 'number') photos.add(place);
      else if (place) ends.add(place);
    }
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting && entry.intersectionRatio >= 0.5) inView.add(entry.target);
        else inView.delete(entry.target);
      }
      note();
    },
    { threshold: [0.5, 1] },
  );
  document.addEventListener('visibilitychange', note);
  onScopeDispose(() => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', note);
  });

  return {
    /** For `:ref` of what is to be seen; null when it goes away. */
    watch(element: Element | null, place: SeenPlace) {
      for (const [known, at] of places) {
        if (at === place && known !== element) {
          observer.unobserve(known);
          inView.delete(known);
          places.delete(known);
        }
      }
      if (!element || places.has(element)) return;
      places.set(element, place);
      observer.observe(element);
    },
    /** Another content: nothing of it was seen. */
    forget() {
      photos.clear();
      ends.clear();
      for (const element of places.keys()) {
        observer.unobserve(element);
        observer.observe(element);
      }
    },
    photosSeen: computed(() => photos.size),
    all: computed(() => photos.size >= total().photos && ends.size >= total().ends),
  };
}
