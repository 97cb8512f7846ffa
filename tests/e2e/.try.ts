import { startRig } from './rig.ts';
import { Seller } from './seller.ts';
import { askWorker, bootId } from './worker.ts';
import { rmSync } from 'node:fs';
rmSync('/tmp/p3', { recursive: true, force: true });
const rig = await startRig({ extension: '/work/main/.output/chrome-mv3-e2e', profile: '/tmp/p3' });
rig.browser().context.on('console', (m) => console.log('console', m.text()));
const sw = rig.browser().context.serviceWorkers()[0];
sw?.on('console', (m) => console.log('worker', m.text()));
const s = new Seller(rig);
const popup = await s.openPopup();
await popup.waitForTimeout(2000);
try {
  console.log(await askWorker(popup, 'health'), await bootId(popup));
  console.log(await askWorker(popup, 'overview'));
  console.log(await askWorker(popup, 'account.check'));
} catch (e) {
  console.log(e);
}
await popup.screenshot({ path: '/tmp/popup.png' });
const v = await rig.openVinted('/items/new');
await v.waitForTimeout(1500);
await v.screenshot({ path: '/tmp/v.png' });
console.log(rig.problems(), rig.proxy.browserHosts());
await rig.close();
