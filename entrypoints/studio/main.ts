import { mountPage } from '../../src/ui/mount-page.ts';
import StudioApp from '../../src/ui/shell/StudioApp.vue';

mountPage(StudioApp);
