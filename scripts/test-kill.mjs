/** npm run test:kill: installs what is missing, kills browsers in a storm of writes (tests/kill). Plain Node 20. */
import { installWhatIsMissing, missingBrowserMessage, ROOT, toolEnvironment } from './setup.mjs';
import { run } from './run.mjs';

const browser = process.argv.includes('firefox') ? 'firefox' : 'chromium';

try {
  await installWhatIsMissing({ browsers: [browser] });
  const missing = missingBrowserMessage(browser);
  if (missing) throw new Error(missing);
  const { code } = await run('node', ['tests/kill/main.ts', ...process.argv.slice(2)], {
    cwd: ROOT,
    env: toolEnvironment(),
    echo: true,
  });
  process.exitCode = code;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
