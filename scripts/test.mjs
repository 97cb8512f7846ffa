/**
 * npm test: installs what is missing, then runs every check. Plain Node 20 and nothing else, since it runs before
 * anything is installed.
 *   npm test                          everything
 *   npm test -- --only lint,unit      some stages
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installWhatIsMissing, missingBrowserMessage, ROOT, toolEnvironment } from './setup.mjs';
import { run } from './run.mjs';
import {
  countPlaywright,
  countVitest,
  describeCounts,
  NO_TESTS,
  ONE_FAILED,
  ONE_PASSED,
  sumCounts,
} from './test-counts.mjs';

const REPORTS = join(ROOT, '.cache/test');
const STAGE_LIMIT_MS = 20 * 60_000;

/**
 * `needs`: stages whose result this one reads. `slots`: how many of the machine's two places it takes. `count`: reads
 * how many tests ran; a stage without it counts as one.
 */
const STAGES = [
  { name: 'prepare', steps: [['wxt', 'prepare']] },
  {
    name: 'format',
    needs: ['prepare'],
    steps: [
      ['prettier', '--check', '--log-level', 'warn', '--cache', '--cache-location', '.cache/prettier', '.'],
    ],
  },
  {
    name: 'lint',
    needs: ['prepare'],
    steps: [['eslint', '--max-warnings', '0', '--cache', '--cache-location', '.cache/eslint/', '.']],
  },
  { name: 'types', needs: ['prepare'], steps: [['vue-tsc', '--noEmit', '-p', '.']] },
  { name: 'knip', needs: ['prepare'], steps: [['knip']] },
  {
    name: 'unit',
    needs: ['prepare'],
    steps: [
      ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report('unit')}`],
    ],
    count: () => countVitest(report('unit')),
  },
  {
    name: 'build',
    needs: ['prepare'],
    steps: [
      ['wxt', 'build'],
      ['wxt', 'build', '-b', 'firefox', '--mv3'],
      ['wxt', 'build', '--mode', 'e2e'],
    ],
  },
  { name: 'bundle', needs: ['build'], steps: [['node', 'scripts/check-bundle.ts']] },
  { name: 'web-ext', needs: ['build'], steps: [['node', 'scripts/check-firefox.ts']] },
  {
    name: 'e2e-chromium',
    needs: ['build'],
    slots: 2,
    browser: 'chromium',
    steps: [playwright('pace', 'chromium')],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report('e2e-chromium') },
    count: () => countPlaywright(report('e2e-chromium')),
  },
  {
    name: 'e2e-firefox',
    needs: ['build'],
    slots: 2,
    browser: 'firefox',
    steps: [playwright('firefox')],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report('e2e-firefox') },
    count: () => countPlaywright(report('e2e-firefox')),
  },
];

function report(name) {
  return join(REPORTS, `${name}.json`);
}

function playwright(...projects) {
  return [
    'playwright',
    'test',
    '-c',
    'tests/e2e/playwright.config.ts',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=list,json',
    `--output=.cache/test-results/${projects.at(-1)}`,
  ];
}

async function runStage(stage) {
  const startedAt = Date.now();
  const complaint = stage.browser ? missingBrowserMessage(stage.browser) : null;
  const outcome = complaint ? { code: 1, output: complaint } : await runSteps(stage);
  const counts = countsOf(stage, outcome.code);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6);
  console.log(
    `${outcome.code === 0 ? 'ok    ' : 'FAILED'} ${stage.name.padEnd(13)} ${seconds} s  ${describeCounts(counts)}`,
  );
  if (outcome.code !== 0) console.log(`${outcome.output.trimEnd()}\n`);
  return { name: stage.name, ok: outcome.code === 0, counts };
}

async function runSteps(stage) {
  const env = { ...toolEnvironment(), ...stage.env };
  let output = '';
  for (const [command, ...args] of stage.steps) {
    const step = await run(command, args, { cwd: ROOT, env, timeoutMs: STAGE_LIMIT_MS });
    output += step.output;
    if (step.code !== 0) return { code: step.code, output };
  }
  return { code: 0, output };
}

/** A stage that fails without a failed test (it crashed, or found none) is one failure. */
function countsOf(stage, code) {
  if (!stage.count) return code === 0 ? ONE_PASSED : ONE_FAILED;
  const counts = stage.count() ?? NO_TESTS;
  return code !== 0 && counts.failed === 0 ? sumCounts([counts, ONE_FAILED]) : counts;
}

/** Runs the stages in order, two at a time; one whose needs failed is not run and counts as failed. */
async function runAll(stages) {
  const results = new Map();
  const waiting = [...stages];
  const running = new Set();
  let freeSlots = 2;
  const chosen = new Set(stages.map((stage) => stage.name));
  const needsOf = (stage) => (stage.needs ?? []).filter((name) => chosen.has(name));

  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.find(
      (stage) => (stage.slots ?? 1) <= freeSlots && needsOf(stage).every((name) => results.has(name)),
    );
    if (!next) {
      await Promise.race(running);
      continue;
    }
    waiting.splice(waiting.indexOf(next), 1);
    const broken = needsOf(next).find((name) => !results.get(name).ok);
    if (broken) {
      console.log(`FAILED ${next.name.padEnd(13)} not run: it needs ${broken}`);
      results.set(next.name, { name: next.name, ok: false, counts: ONE_FAILED });
      continue;
    }
    const slots = next.slots ?? 1;
    freeSlots -= slots;
    const work = runStage(next).then((result) => {
      results.set(next.name, result);
      freeSlots += slots;
      running.delete(work);
    });
    running.add(work);
  }
  return [...results.values()];
}

function chosenStages(args) {
  const at = args.indexOf('--only');
  if (at === -1) return STAGES;
  const names = (args[at + 1] ?? '').split(',');
  const unknown = names.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `No stage ${unknown.join(', ')}. There are: ${STAGES.map((stage) => stage.name).join(', ')}`,
    );
  }
  return STAGES.filter((stage) => names.includes(stage.name));
}

const startedAt = Date.now();
try {
  const stages = chosenStages(process.argv.slice(2));
  await installWhatIsMissing({ browsers: stages.flatMap((stage) => stage.browser ?? []) });
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const results = await runAll(stages);
  const total = sumCounts(results.map((result) => result.counts));
  const failed = results.filter((result) => !result.ok).map((result) => result.name);
  console.log(
    `\n${failed.length === 0 ? 'All stages passed' : `Failed: ${failed.join(', ')}`} in ${Math.round((Date.now() - startedAt) / 1000)} s`,
  );
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = failed.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
