import { mountPage } from '../../src/ui/mount-page.ts';
import PopupPage from '../../src/ui/popup/PopupPage.vue';

mountPage(PopupPage);
