export type ListingStatus = 'active' | 'under_review' | 'reserved' | 'hidden' | 'sold' | 'deleted';

/** What is or was online. */
export interface Listing {
  id: string;
  draftId: string | null;
  vintedId: string | null;
  title: string;
  priceCents: number;
  url: string | null;
  status: ListingStatus;
  /** Null: published, but not yet read back. */
  verifiedAt: string | null;
  createdAt: string;
}
