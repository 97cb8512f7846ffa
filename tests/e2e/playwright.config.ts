import { defineConfig } from '@playwright/test';

const IS_CI = Boolean(process.env.CI);
const TRUE_PACE = /true-pace\.spec\.ts$/;

export default defineConfig({
  testDir: '.',
  outputDir: '../../.cache/test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // What cannot be clicked is named, instead of a test that ran out of time.
  use: { actionTimeout: 20_000 },
  fullyParallel: true,
  // One more than cores: the project `pace` waits most of its time.
  workers: 3,
  forbidOnly: IS_CI,
  // A test that passes at the second try hides what we look for: races.
  retries: 0,
  reporter: [['list']],
  projects: [
    // The longest by far, and idle for most of it: started first, so that nobody waits for it at the end.
    { name: 'pace', testDir: './chromium', testMatch: TRUE_PACE },
    { name: 'chromium', testDir: './chromium', testIgnore: TRUE_PACE },
    { name: 'firefox', testDir: './firefox' },
  ],
});
