/** Runs a sandbox as a process: `node tests/sandbox/main.ts [--port 0] [--control-port 0] [--signed-out]`. */
import { parseArgs } from 'node:util';
import { startSandbox } from './sandbox.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'control-port': { type: 'string', default: '0' },
    wardrobe: { type: 'string', default: '3' },
    'signed-out': { type: 'boolean', default: false },
  },
});
const sandbox = await startSandbox({
  port: Number(values.port),
  controlPort: Number(values['control-port']),
  wardrobe: Number(values.wardrobe),
  signedIn: !values['signed-out'],
});
const { port, controlPort, spki } = sandbox;
console.log(JSON.stringify({ port, controlPort, spki }));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
}
