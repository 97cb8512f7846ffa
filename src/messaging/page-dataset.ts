/**
 * Which body of data this page shows: that of the account which was open when the worker first answered. From then on
 * every request names it, so that nothing made for one account can be written into another's database.
 */
let shown: string | null = null;
let onSwitched: (() => void) | null = null;
let toldSwitched = false;
let told: ((id: string) => void)[] = [];

/** A page that follows the account: `switched` is called once another body of data is open than it shows. */
export function followDataset(switched: () => void): void {
  onSwitched = switched;
}

/** Null until the worker has answered, and in places that follow nothing (the panel on vinted.fr). */
export function shownDataset(): string | null {
  return shown;
}

/** The same, waited for. */
export function whenDatasetKnown(): Promise<string> {
  return shown === null ? new Promise((resolve) => told.push(resolve)) : Promise.resolve(shown);
}

/** The worker said which body of data is open. */
export function noticeDataset(id: string): void {
  if (!onSwitched || id === shown) return;
  if (shown !== null) {
    // Event and answer may both say it; a page is loaded again once.
    if (!toldSwitched) onSwitched();
    toldSwitched = true;
    return;
  }
  shown = id;
  for (const tell of told) tell(id);
  told = [];
}
