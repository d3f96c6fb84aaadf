import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They fetch from registries, and have configurations of their own.
    exclude: [...configDefaults.exclude, 'test/deploy/**', 'test/package/**'],
    globalSetup: ['test/global-setup.ts'],
    // The SDK asks for Node.js 22 on every start; the function runs on 24, and tests must also pass on 20.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    sequence: { shuffle: true },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: process.env['CI'] ? ['default', 'json'] : ['default'],
    outputFile: { json: 'dist/results/test.json' },
  },
});
