import { onScopeDispose, ref, type Ref } from 'vue';

/** The wall clock in milliseconds, moving every `everyMs` while something looks at it. */
export function useNow(everyMs = 1000): Readonly<Ref<number>> {
  const now = ref(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), everyMs);
  onScopeDispose(() => clearInterval(timer));
  return now;
}
