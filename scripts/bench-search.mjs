/** npm run bench:search: installs what is missing, measures search and lists (tests/bench/search.ts). Plain Node 20. */
import { installWhatIsMissing, ROOT, toolEnvironment } from './setup.mjs';
import { run } from './run.mjs';

try {
  await installWhatIsMissing({ browsers: [] });
  const { code } = await run('node', ['tests/bench/search.ts', ...process.argv.slice(2)], {
    cwd: ROOT,
    env: toolEnvironment(),
    echo: true,
  });
  process.exitCode = code;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
