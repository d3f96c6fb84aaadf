import { defineConfig } from 'vitest/config';

/** What takes the network and minutes, and so is no part of `npm test`. */
export default defineConfig({
  test: {
    include: ['test/deploy/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts', 'test/deploy/prepare-tools.ts'],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    // A deployment is a story: what stands in an account is what was done to it before.
    sequence: { shuffle: false },
    // Each synthesis builds the bundle, which another file may be reading.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    reporters: process.env['CI'] ? ['default', 'json'] : ['default'],
    outputFile: { json: 'dist/results/deploy.json' },
  },
});
