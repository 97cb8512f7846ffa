/** npm run bench: installs what is missing, builds, measures (tests/bench). Plain Node 20. */
import { installWhatIsMissing, missingBrowserMessage, ROOT, toolEnvironment } from './setup.mjs';
import { run } from './run.mjs';

try {
  await installWhatIsMissing({ browsers: ['chromium'] });
  const missing = missingBrowserMessage('chromium');
  if (missing) throw new Error(missing);
  for (const mode of ['production', 'bench']) {
    const { code, output } = await run('wxt', ['build', '--mode', mode], {
      cwd: ROOT,
      env: toolEnvironment(),
    });
    if (code !== 0) throw new Error(output);
  }
  const { code } = await run('node', ['tests/bench/main.ts', ...process.argv.slice(2)], {
    cwd: ROOT,
    env: toolEnvironment(),
    echo: true,
  });
  process.exitCode = code;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
