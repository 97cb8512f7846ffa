import { onBeforeUnmount, onMounted, ref } from 'vue';

/** Files dropped anywhere on the page, or pasted outside of a field. `over` while something is held above it. */
export function useFileDrop(onFiles: (files: File[]) => void, enabled: () => boolean = () => true) {
  const over = ref(false);
  let depth = 0;
  const stop = new AbortController();

  const hasFiles = (event: DragEvent) => enabled() && Boolean(event.dataTransfer?.types.includes('Files'));

  function onEnter(event: DragEvent) {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth += 1;
    over.value = true;
  }
  function onLeave(event: DragEvent) {
    if (!hasFiles(event)) return;
    depth = Math.max(0, depth - 1);
    if (depth === 0) over.value = false;
  }
  function onOver(event: DragEvent) {
    if (hasFiles(event)) event.preventDefault();
  }
  function onDrop(event: DragEvent) {
    depth = 0;
    over.value = false;
    // Without this the browser would leave the page for the picture, taking unsaved words with it.
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    if (!hasFiles(event)) return;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) onFiles(files);
  }
  function onPaste(event: ClipboardEvent) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!enabled() || files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  }

  onMounted(() => {
    const options = { signal: stop.signal };
    window.addEventListener('dragenter', onEnter, options);
    window.addEventListener('dragleave', onLeave, options);
    window.addEventListener('dragover', onOver, options);
    window.addEventListener('drop', onDrop, options);
    window.addEventListener('paste', onPaste, options);
  });
  onBeforeUnmount(() => stop.abort());
  return { over };
}
