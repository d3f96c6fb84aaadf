import { defineConfig } from 'vitest/config';

/** The package in the hands of others: installs from the registry, and so is no part of `npm test`. */
export default defineConfig({
  test: {
    include: ['test/package/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    reporters: process.env['CI'] ? ['default', 'json'] : ['default'],
    outputFile: { json: 'dist/results/package.json' },
  },
});
