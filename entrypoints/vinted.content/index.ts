import { defineContentScript } from 'wxt/utils/define-content-script';
import { answerWorker } from '../../src/content/answer-worker.ts';
import { workerPanel } from '../../src/content/worker-panel.ts';

export default defineContentScript({
  matches: ['https://www.vinted.fr/*'],
  runAt: 'document_idle',
  world: 'ISOLATED',
  main(context) {
    answerWorker(context.signal);
    workerPanel(context.signal, () => context.isInvalid);
  },
});
