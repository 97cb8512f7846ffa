import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import type { JobRun, JobsView } from '../../jobs/job-run.ts';
import { NOTHING_PRUNED, type PrunePreview } from '../../jobs/prune.ts';
import { appError } from '../../shared/app-error.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { useSettings } from '../stores/settings-store.ts';
import { usePrune } from './prune-store.ts';
import PrunePanel from './PrunePanel.vue';

const worker = vi.hoisted(() => ({ answers: {} as Record<string, unknown>, asked: [] as string[] }));
vi.mock('../../messaging/client.ts', () => ({
  call: (route: string) => {
    worker.asked.push(route);
    return Promise.resolve(worker.answers[route] as Result<unknown>);
  },
}));
vi.mock('../composables/worker-events.ts', () => ({ onWorkerEvents: () => () => {} }));

const preview: PrunePreview = {
  counts: {
    drafts_to_bin: 12,
    bin_erased: 3,
    photos_released: 9,
    publish_log_purged: 40,
    audit_purged: 0,
    freed_bytes: 0,
    kept_keys: 7,
  },
  toBin: [
    {
      id: 'a',
      reference: 127,
      title: 'Robe rayée',
      status: 'published',
      updatedAt: '2026-10-01T00:00:00.000Z',
    },
  ],
  toErase: [{ id: 'b', reference: 8, title: '', status: 'error', updatedAt: '2026-09-01T00:00:00.000Z' }],
  days: { drafts: 45, publishLog: 90, bin: 30, audit: 180 },
};
const run = (changes: Partial<JobRun> = {}): JobRun => ({
  id: 'r',
  job: 'prune',
  localDate: '2026-11-26',
  plannedFor: '2026-11-26T01:00:00.000Z',
  startedAt: '2026-11-26T01:00:04.000Z',
  finishedAt: '2026-11-26T01:00:06.000Z',
  status: 'done',
  resumed: 0,
  counts: { ...NOTHING_PRUNED, snapshot_kept: 0 },
  error: null,
  ...changes,
});
const jobs = (changes: Partial<JobsView> = {}): JobsView => ({
  running: null,
  runs: [],
  next: [{ job: 'prune', at: '2026-11-27T01:00:00.000Z' }],
  ...changes,
});

beforeEach(() => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
  vi.stubGlobal('document', { documentElement: { dataset: {} } });
  vi.stubGlobal('navigator', { language: 'fr-FR' });
  worker.asked = [];
});

/** The panel as a page shows it, once the worker has answered. Text only. */
async function shown(answers: { preview?: PrunePreview; jobs?: JobsView }, language: 'fr' | 'en' = 'fr') {
  worker.answers = {
    'storage.prune.preview': ok(answers.preview ?? preview),
    'jobs.recent': ok(answers.jobs ?? jobs()),
  };
  const pinia = createPinia();
  setActivePinia(pinia);
  useSettings().values.language = language;
  await usePrune().loadJobs();
  await usePrune().loadPreview();
  const html = await renderToString(createSSRApp(PrunePanel).use(pinia));
  return html
    .replaceAll(/<!--.*?-->/g, '')
    .replaceAll(/<[^>]+>/g, '|')
    .replaceAll(/\s*\|[\s|]*/g, '|')
    .replaceAll(/[\u00a0\u202f]/g, ' ');
}

describe('the panel', () => {
  test('says what a prune would do, by number and by name, and leaves out what is nothing', async () => {
    const text = await shown({});
    expect(text).toContain('inchangés depuis 45 jours|12|');
    expect(text).toContain('en corbeille depuis plus de 30 jours|3|');
    expect(text).toContain('#0127|Robe rayée|et 11 autres');
    expect(text).toContain('#0008|Sans titre|et 2 autres');
    expect(text).toContain('7 publications réelles');
    expect(text).not.toContain('historique, de plus de');
    expect(text).toContain('Ranger maintenant');
  });

  test('teaches where there is nothing to do, and offers nothing to press', async () => {
    const text = await shown({ preview: { ...preview, counts: NOTHING_PRUNED, toBin: [], toErase: [] } });
    expect(text).toContain('Rien à ranger|Un brouillon publié ou refusé va à la corbeille après 45 jours');
    expect(text).not.toContain('Ranger maintenant');
    expect(text).toContain('Aucun passage encore.');
  });

  test('counts while it runs, and can be stopped once', async () => {
    const running = {
      runId: 'r',
      job: 'prune' as const,
      progress: { stage: 'drafts', done: 50, total: 1200 },
      cancelling: false,
    };
    const text = await shown({ jobs: jobs({ running }) });
    expect(text).toContain('Brouillons à la corbeille : 50 sur 1 200');
    expect(text).toContain('Arrêter');
    expect(text).not.toContain('Ranger maintenant');
    expect(await shown({ jobs: jobs({ running: { ...running, cancelling: true } }) })).toContain(
      'S’arrête après ce lot',
    );
  });

  test('tells what came of the last runs, in both languages', async () => {
    const runs = [
      run({ counts: { drafts_to_bin: 12, bin_erased: 1, kept_keys: 2, freed_bytes: 8192 } }),
      run({ localDate: null, status: 'cancelled', counts: { drafts_to_bin: 1 } }),
      run({ status: 'failed', error: appError('storage_full') }),
      run({ resumed: 1 }),
    ];
    const french = await shown({ jobs: jobs({ runs }) });
    expect(french).toContain(
      'Terminé|12 à la corbeille · 1 effacé · 2 clés gardées · 8 ko rendus|Nuit du 26 nov. 2026',
    );
    expect(french).toContain('Arrêté|1 à la corbeille|À la main');
    expect(french).toContain('Rien à ranger|Nuit du 26 nov. 2026, repris 1 fois');
    expect(await shown({ jobs: jobs({ runs }) }, 'en')).toContain(
      '12 to the bin · 1 erased · 2 keys kept · 8 kB given back',
    );
  });
});

describe('its store', () => {
  test('asks once for a click, reads again, and looks anew at what is left after a run', async () => {
    await shown({ jobs: jobs({ running: { runId: 'r', job: 'prune', progress: null, cancelling: false } }) });
    worker.answers['jobs.recent'] = ok(jobs());
    worker.answers['storage.prune.runNow'] = ok({ run: run() });
    worker.asked = [];
    await Promise.all([usePrune().runNow(), usePrune().runNow()]);
    expect(worker.asked).toEqual(['storage.prune.runNow', 'jobs.recent', 'storage.prune.preview']);
  });

  test('keeps the error of a run that could not start', async () => {
    await shown({});
    worker.answers['storage.prune.runNow'] = fail(appError('storage_full'));
    await usePrune().runNow();
    expect(usePrune().error?.code).toBe('storage_full');
  });
});
