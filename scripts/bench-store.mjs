/** npm run bench:store: installs what is missing, measures durable commits in Chromium (tests/bench/store.ts). Plain Node 20. */
import { installWhatIsMissing, missingBrowserMessage, ROOT, toolEnvironment } from './setup.mjs';
import { run } from './run.mjs';

try {
  await installWhatIsMissing({ browsers: ['chromium'] });
  const missing = missingBrowserMessage('chromium');
  if (missing) throw new Error(missing);
  const { code } = await run('node', ['tests/bench/store.ts', ...process.argv.slice(2)], {
    cwd: ROOT,
    env: toolEnvironment(),
    echo: true,
  });
  process.exitCode = code;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
