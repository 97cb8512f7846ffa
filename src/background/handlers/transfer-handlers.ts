import type { Handlers } from '../../messaging/server.ts';
import { ok } from '../../shared/result.ts';
import { exportDrafts } from '../../transfer/export-drafts.ts';
import { importDrafts } from '../../transfer/import-drafts.ts';
import { knownContents } from '../../transfer/known-contents.ts';
import type { AppContext } from '../context.ts';

/** What these routes need of the context: tests bring no more. */
export type TransferContext = Pick<AppContext, 'store' | 'clock' | 'accountId' | 'blobs'>;

export const transferHandlers = {
  'export.drafts': (request, { store, accountId }) =>
    Promise.resolve(ok(store.read((reader) => exportDrafts(reader, accountId(), request)))),
  'import.check': ({ contentHashes }, { store, accountId }) =>
    Promise.resolve(ok({ known: store.read((reader) => knownContents(reader, accountId(), contentHashes)) })),
  'import.drafts': async ({ drafts }, context) => {
    const result = await importDrafts(context, drafts);
    return result.ok ? ok({ created: result.value }) : result;
  },
} satisfies Partial<Handlers<TransferContext>>;
