/** How many addresses nobody shows are kept, for scrolling back. */
const SPARE = 400;

interface Entry {
  url: Promise<string | null>;
  users: number;
}

/**
 * Object URLs by key, shared by all who show the same picture and revoked once nobody has for a while.
 * @param read gives the bytes, or null where there are none
 */
export function objectUrls(
  read: (key: string) => Promise<Blob | null>,
  urls: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'> = URL,
  spare = SPARE,
) {
  const entries = new Map<string, Entry>();

  function drop(key: string, entry: Entry) {
    entries.delete(key);
    void entry.url.then((url) => url && urls.revokeObjectURL(url)).catch(() => {});
  }

  function dropSpare() {
    const idle = [...entries].filter(([, entry]) => entry.users === 0);
    for (const [key, entry] of idle.slice(0, Math.max(0, idle.length - spare))) drop(key, entry);
  }

  return {
    /** An address for the picture, or null. Each `acquire` needs one `release`. */
    acquire(key: string): Promise<string | null> {
      let entry = entries.get(key);
      if (!entry) {
        const url = read(key).then((blob) => blob && urls.createObjectURL(blob));
        entry = { url, users: 0 };
      }
      entry.users += 1;
      // The newest stand last.
      entries.delete(key);
      entries.set(key, entry);
      const mine = entry;
      // Nothing found is no answer for good: the bytes may be written a moment later.
      void mine.url
        .then((url) => !url && entries.get(key) === mine && entries.delete(key))
        .catch(() => entries.delete(key));
      return mine.url;
    },
    release(key: string): void {
      const entry = entries.get(key);
      if (!entry) return;
      entry.users = Math.max(0, entry.users - 1);
      dropSpare();
    },
  };
}
