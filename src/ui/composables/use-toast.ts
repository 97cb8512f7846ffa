import { shallowRef } from 'vue';

export interface Toast {
  id: number;
  text: string;
  /** Takes back what was done. */
  undo?: () => void | Promise<void>;
}

const LIFE_MS = 8_000;
const shown = shallowRef<Toast | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;
let nextId = 1;

function close() {
  clearTimeout(timer);
  shown.value = null;
}

function startTimer() {
  clearTimeout(timer);
  timer = setTimeout(close, LIFE_MS);
}

/** One toast at a time, for things done; errors are never toasts. Needs a `ToastHost` in the page. */
export function useToast() {
  return {
    shown,
    show(toast: Omit<Toast, 'id'>) {
      shown.value = { ...toast, id: nextId++ };
      startTimer();
    },
    close,
    /** While the pointer or the focus is on it, it stays. */
    hold: () => clearTimeout(timer),
    release: startTimer,
  };
}
