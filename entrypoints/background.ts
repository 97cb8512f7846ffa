import { defineBackground } from 'wxt/utils/define-background';
import { startBackground } from '../src/background/start.ts';

// All listeners are registered in the worker's first turn; everything slow waits behind one promise (start.ts).
export default defineBackground({ type: 'module', main: startBackground });
