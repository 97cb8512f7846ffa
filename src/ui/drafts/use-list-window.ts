import { computed, onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import { listWindow, type ListShape } from './list-window.ts';

/**
 * The part of a long list worth drawing, following the scroll of the page and the width of the list.
 * @param shapeFor the shape at a given width of the container
 */
export function useListWindow(container: Ref<HTMLElement | null>, shapeFor: (widthPx: number) => ListShape) {
  const width = ref(0);
  const scrolled = ref(0);
  const view = ref(window.innerHeight);

  function measure() {
    const box = container.value?.getBoundingClientRect();
    if (!box) return;
    width.value = box.width;
    scrolled.value = -box.top;
    view.value = window.innerHeight;
  }

  const resized = new ResizeObserver(measure);
  onMounted(() => {
    measure();
    if (container.value) resized.observe(container.value);
    window.addEventListener('scroll', measure, { passive: true });
    window.addEventListener('resize', measure);
  });
  onBeforeUnmount(() => {
    resized.disconnect();
    window.removeEventListener('scroll', measure);
    window.removeEventListener('resize', measure);
  });

  const shape = computed(() => shapeFor(width.value));
  return {
    shape,
    window: computed(() => listWindow(shape.value, scrolled.value, view.value)),
    /** Scrolls so that an item is in view, under a head of this height. */
    reveal(index: number, headPx: number) {
      const box = container.value?.getBoundingClientRect();
      if (!box) return;
      const { columns, rowPx } = shape.value;
      const top = box.top + Math.floor(index / columns) * rowPx;
      if (top < headPx) window.scrollBy(0, top - headPx - 8);
      else if (top + rowPx > window.innerHeight) window.scrollBy(0, top + rowPx - window.innerHeight + 8);
    },
  };
}
