import { openRecord, recordOf, sameVersion } from './image-file.ts';
import type { ImageFile, ImageRecord } from './image-file.ts';
import { StoreFencedError } from './store-errors.ts';

/** Images that live as long as the process: `STORAGE_BACKEND=memory`, for tests. */
export function memoryImageFile(): ImageFile {
  const images = new Map<string, ImageRecord>();
  const copies = new Map<string, Map<string, ImageRecord>>();

  return {
    backend: 'memory',
    load: async (name) => (images.has(name) ? await openRecord(name, images.get(name)) : null),
    save: async (image, previous) => {
      if (!sameVersion(images.get(image.name) ?? null, previous)) throw new StoreFencedError(image.name);
      images.set(image.name, recordOf({ ...image, bytes: image.bytes.slice() }));
    },
    remove: async (name) => {
      images.delete(name);
      copies.delete(name);
    },
    rename: async (from, to) => {
      const record = images.get(from);
      if (!record || images.has(to)) throw new Error(`cannot rename ${from} to ${to}`);
      images.set(to, { ...record, name: to }).delete(from);
      const labelled = [...(copies.get(from) ?? [])].map(
        ([label, copy]) => [label, { ...copy, name: to }] as const,
      );
      copies.set(to, new Map(labelled)).delete(from);
    },
    list: async () => [...images.keys()],
    keepCopy: async (name, label) => {
      const record = images.get(name);
      if (!record) throw new Error(`${name} is not there to be copied`);
      copies.set(name, (copies.get(name) ?? new Map<string, ImageRecord>()).set(label, record));
    },
    loadCopy: async (name, label) => {
      const copy = copies.get(name)?.get(label);
      return copy ? await openRecord(name, copy) : null;
    },
  };
}
