import { followDataset, shownDataset, whenDatasetKnown } from '../../messaging/page-dataset.ts';
import { forgetPopup } from '../popup/popup-cache.ts';

const KEY = 'penderie.dataset';

/**
 * Makes this page follow the account that is open: what it shows is one account's from beginning to end, and where
 * another is opened, everything is read again.
 */
export function followAccount(): void {
  followDataset(() => {
    forgetPopup(localStorage);
    location.reload();
  });
  void whenDatasetKnown().then((id) => {
    if (localStorage.getItem(KEY) !== id) forgetPopup(localStorage);
    localStorage.setItem(KEY, id);
  });
}

/**
 * Whose photos to show: those of the account the worker named, or until it is awake those of the account that was open
 * last, whose rows are what a page paints first.
 */
export function datasetOfPhotos(): Promise<string> {
  const id = shownDataset() ?? localStorage.getItem(KEY);
  return id === null ? whenDatasetKnown() : Promise.resolve(id);
}
