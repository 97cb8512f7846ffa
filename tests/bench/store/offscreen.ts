import type { SahpoolAnswer, SahpoolRequest } from './strategies/sahpool.ts';

/** Hands requests of the service worker on to the worker that holds the files. */
const worker = new Worker(new URL('./sahpool-worker.ts', import.meta.url), { type: 'module' });
const waiting = new Map<number, (answer: SahpoolAnswer) => void>();
let last = 0;

worker.onmessage = ({ data }: MessageEvent<{ id: number; answer: SahpoolAnswer }>) => {
  waiting.get(data.id)?.(data.answer);
  waiting.delete(data.id);
};

chrome.runtime.onMessage.addListener((message: { to?: string; request: SahpoolRequest }, _sender, reply) => {
  if (message.to !== 'offscreen') return false;
  waiting.set(++last, reply);
  worker.postMessage({ id: last, request: message.request });
  return true;
});
