import { computed, onScopeDispose, ref, shallowReactive } from 'vue';

/**
 * Tells whether everything of a list, and the end of the page, was really in view: half of each photo, the end mark
 * whole. Counts only while the page is visible: a tab in the background has shown nothing to anybody.
 */
export function useSeen(total: () => number) {
  const places = new Map<Element, number | 'end'>();
  const photos = shallowReactive(new Set<number>());
  const end = ref(false);
  const inView = new Set<Element>();

  const note = () => {
    if (document.visibilityState !== 'visible') return;
    for (const element of inView) {
      const place = places.get(element);
      if (place === 'end') end.value = true;
      else if (place !== undefined) photos.add(place);
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
    watch(element: Element | null, place: number | 'end') {
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
      end.value = false;
      for (const element of places.keys()) {
        observer.unobserve(element);
        observer.observe(element);
      }
    },
    photosSeen: computed(() => photos.size),
    all: computed(() => end.value && photos.size >= total()),
  };
}
