import { z } from 'zod';

// The extension's content policy forbids `new Function`, which zod would otherwise try for speed.
z.config({ jitless: true });

export { z };
