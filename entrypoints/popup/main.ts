import { createPinia } from 'pinia';
import { createApp } from 'vue';
import '../../src/ui/styles/index.css';
import PopupPage from '../../src/ui/popup/PopupPage.vue';

createApp(PopupPage).use(createPinia()).mount('#app');
