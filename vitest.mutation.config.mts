import { defineConfig } from 'vitest/config';

/** The tests that `npm run test:mutation` runs for each mutant: those that mirror what it mutates. */
export default defineConfig({
  test: {
    // Stryker ends a mutant that hangs; a busy machine must not end a test.
    testTimeout: 60_000,
    include: ['test/lambda/{core,app,receipts}/**/*.test.ts'],
    setupFiles: ['test/setup-file.ts'],
  },
});
