import { centsOf, priceOf } from '../shared/money.ts';
import type { Reader, Transaction } from '../store/store.ts';
import type { Listing, ListingStatus } from './listing.ts';

/** What is known of a listing the moment it is online. */
export interface ListingFacts {
  accountId: string;
  draftId: string;
  vintedId: string;
  url: string;
  title: string;
  priceCents: number;
  /** Null: not read back yet. */
  verifiedAt: string | null;
  /** Everything that was sent, kept for the day it is relisted or disputed. */
  snapshot: unknown;
  /** ISO time. */
  now: string;
}

interface Row {
  id: string;
  draft_id: string | null;
  vinted_id: string | null;
  title: string;
  price: number;
  listing_url: string | null;
  status: ListingStatus;
  verified_at: string | null;
  created_at: string;
}

/** The listings of one account. */
export function listingRepository(accountId: string) {
  return {
    /** The piece of a draft, and where it stands. */
    pieceOf(reader: Reader, draftId: string): { id: string; state: string } | null {
      return reader.get<{ id: string; state: string }>(
        `SELECT p.id, p.state FROM drafts d JOIN pieces p ON p.id = d.piece_id
         WHERE d.id = $draft AND d.user_id = $account`,
        { $draft: draftId, $account: accountId },
      );
    },

    /** @returns the id of the row, new or known */
    upsert(tx: Transaction, id: string, facts: ListingFacts): string {
      tx.run(
        `INSERT INTO listings (id, draft_id, piece_id, user_id, vinted_id, title, price, listing_url, verified_at, snapshot,
           created_at, updated_at)
         VALUES ($id, $draft, (SELECT piece_id FROM drafts WHERE id = $draft AND user_id = $account), $account, $vinted,
           $title, $price, $url, $verified, $snapshot, $now, $now)
         ON CONFLICT (vinted_id) DO UPDATE SET draft_id = excluded.draft_id, piece_id = excluded.piece_id,
           title = excluded.title, price = excluded.price, listing_url = excluded.listing_url, status = 'active',
           verified_at = coalesce(excluded.verified_at, verified_at), snapshot = excluded.snapshot,
           revision = revision + 1, updated_at = excluded.updated_at
         WHERE listings.user_id = excluded.user_id`,
        {
          $id: id,
          $draft: facts.draftId,
          $account: accountId,
          $vinted: facts.vintedId,
          $title: facts.title,
          $price: priceOf(facts.priceCents),
          $url: facts.url,
          $verified: facts.verifiedAt,
          $snapshot: JSON.stringify(facts.snapshot),
          $now: facts.now,
        },
      );
      tx.run(
        `UPDATE pieces SET state = 'listed', updated_at = $now WHERE user_id = $account
         AND id = (SELECT piece_id FROM drafts WHERE id = $draft AND user_id = $account)`,
        { $account: accountId, $draft: facts.draftId, $now: facts.now },
      );
      return tx.get<{ id: string }>(
        `SELECT id FROM listings WHERE vinted_id = $vinted AND user_id = $account`,
        {
          $vinted: facts.vintedId,
          $account: accountId,
        },
      )!.id;
    },

    counts(reader: Reader): { all: number; sold: number } {
      return reader.get<{ all: number; sold: number }>(
        `SELECT count(*) AS "all", coalesce(sum(status = 'sold'), 0) AS sold FROM listings WHERE user_id = $account`,
        { $account: accountId },
      )!;
    },

    /** Newest first. */
    list(reader: Reader, limit: number): Listing[] {
      return reader
        .all<Row>(
          `SELECT id, draft_id, vinted_id, title, price, listing_url, status, verified_at, created_at FROM listings
           WHERE user_id = $account AND deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT $limit`,
          { $account: accountId, $limit: limit },
        )
        .map((row) => ({
          id: row.id,
          draftId: row.draft_id,
          vintedId: row.vinted_id,
          title: row.title,
          priceCents: centsOf(row.price),
          url: row.listing_url,
          status: row.status,
          verifiedAt: row.verified_at,
          createdAt: row.created_at,
        }));
    },
  };
}
