import { defineConfig } from 'vitest/config';

/** The tests that `npm run test:mutation` runs for each mutant: those that mirror what it mutates. */
export default defineConfig({
  test: {
    include: ['test/lambda/{core,app}/**/*.test.ts'],
    setupFiles: ['test/setup-file.ts'],
  },
});
