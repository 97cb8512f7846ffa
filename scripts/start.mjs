/**
 * npm start: installs what is missing, builds, and opens a browser with the extension in it. Plain Node 20 and nothing
 * else, since it runs before anything is installed; scripts/start/main.ts does the rest.
 *   npm start                            demonstration: sandbox in place of vinted.fr, a wardrobe to try things on
 *   npm start -- --live                  the real vinted.fr
 *   npm start -- --headless --report F   walks the main job by itself (so it does without a display) and reports
 */
import { installWhatIsMissing, missingBrowserMessage, ROOT, toolEnvironment } from './setup.mjs';
import { run } from './run.mjs';

const step = async (command, args, options = {}) => {
  const { code, output } = await run(command, args, { cwd: ROOT, env: toolEnvironment(), ...options });
  if (code !== 0 && !options.echo) throw new Error(`${command} ${args.join(' ')} failed:\n${output}`);
  return code;
};

try {
  await installWhatIsMissing({ browsers: ['chromium'] });
  console.log('Building …');
  await step('wxt', ['build']);
  const missing = missingBrowserMessage('chromium');
  if (missing) throw new Error(missing);
  process.exitCode = await step('node', ['scripts/start/main.ts', ...process.argv.slice(2)], { echo: true });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
