import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

export default defineConfig({
  plugins: [vue(), WxtVitest()],
  test: {
    include: [
      'src/**/*.test.ts',
      'scripts/**/*.test.ts',
      'tests/sandbox/**/*.test.ts',
      'tests/architecture/**/*.test.ts',
      'tests/contract/**/*.test.ts',
      'tests/golden/**/*.test.ts',
    ],
    testTimeout: 20_000,
  },
});
