/** Every endpoint the sandbox answers, by its id in endpoints.json. */
import type { Routes } from '../exchange.ts';
import { accountRoutes } from './account.ts';
import { draftRoutes } from './drafts.ts';
import { itemRoutes } from './items.ts';
import { photoRoutes } from './photos.ts';
import { referenceRoutes } from './reference.ts';
import { salesRoutes } from './sales.ts';
import { wardrobeRoutes } from './wardrobe.ts';

export const routes: Routes = {
  ...accountRoutes,
  ...photoRoutes,
  ...itemRoutes,
  ...draftRoutes,
  ...wardrobeRoutes,
  ...referenceRoutes,
  ...salesRoutes,
};
