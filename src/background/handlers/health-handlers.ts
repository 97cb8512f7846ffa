import type { Handlers } from '../../messaging/server.ts';
import { ok } from '../../shared/result.ts';
import type { AppContext } from '../context.ts';

export const healthHandlers: Pick<Handlers<AppContext>, 'health'> = {
  health: (_request, { version, bootId, store }) => {
    const status = store.status();
    return Promise.resolve(ok({ ok: true, version, bootId, store: status, storageBackend: status.backend }));
  },
};
