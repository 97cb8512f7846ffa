import type { PublishDeps } from './publish-deps.ts';
import { queueStateRepository } from './queue-state-repository.ts';

/** True while nothing may be sent. The panic switch is read before anything else. */
export async function mustStandStill(deps: Pick<PublishDeps, 'browserState' | 'store'>): Promise<boolean> {
  if (await deps.browserState.get('panic')) return true;
  const state = deps.store.read((reader) => queueStateRepository.read(reader));
  return state.paused || state.halt !== null;
}
