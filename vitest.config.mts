import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig, type TestUserConfig } from 'vitest/config';

/** The deployed bundle, over sockets. */
const SOCKETS = ['test/{clients,docs,fuzz,router,security}/**/*.test.ts'];
/** They take many seconds, load large dependencies or start a browser. */
const SLOW = [
  'test/bench/bench.test.ts',
  'test/clients/{ai-sdk,anthropic-sdk}.test.ts',
  'test/local/demo.test.ts',
  'test/soak/soak.test.ts',
  'test/**/*.slow.test.ts',
];
/** They fetch from registries. */
const DEPLOY = ['test/deploy/**/*.test.ts'];
const PROGRAMS = ['test/programs/**/*.test.ts'];
const PACKAGE = ['test/package/**/*.test.ts'];

/** One more than processors, because many tests wait for timeouts. */
const MAX_WORKERS = availableParallelism() + 1;

/** A limit for tests that hang, not for tests that are slow because the machine is busy. */
const MINUTE = 60_000;

const EVERY_PROJECT = {
  // The SDK asks for Node.js 22 on every start; the function runs on 24, and tests must also pass on 20.
  env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  maxWorkers: MAX_WORKERS,
  testTimeout: MINUTE,
  hookTimeout: MINUTE,
  expect: { poll: { timeout: MINUTE / 2 } },
} satisfies TestUserConfig;

/** The files of a thread share its modules, so that the SDK and the CDK are imported once a thread. */
const SHARED_MODULES = {
  ...EVERY_PROJECT,
  pool: 'threads',
  isolate: false,
  setupFiles: ['test/setup-file.ts'],
} satisfies TestUserConfig;

/** `npm test` runs `unit` and `sockets`. Projects run one after another, so that threads never change theirs. */
export default defineConfig({
  test: {
    globalSetup: ['test/global-setup.ts'],
    maxWorkers: MAX_WORKERS,
    sequence: { shuffle: true },
    reporters: process.env['CI'] ? ['default', 'json'] : ['default'],
    outputFile: { json: 'dist/results/test.json' },
    projects: [
      {
        test: {
          ...SHARED_MODULES,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [
            ...configDefaults.exclude,
            ...SOCKETS,
            ...SLOW,
            ...DEPLOY,
            ...PROGRAMS,
            ...PACKAGE,
          ],
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...SHARED_MODULES,
          name: 'sockets',
          include: SOCKETS,
          exclude: [...configDefaults.exclude, ...SLOW],
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...SHARED_MODULES,
          name: 'slow',
          include: ['test/fuzz/**/*.test.ts', ...SLOW],
          env: { ...EVERY_PROJECT.env, FUZZ_EFFORT: '20' },
          testTimeout: 10 * MINUTE,
          hookTimeout: 10 * MINUTE,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...EVERY_PROJECT,
          name: 'deploy',
          include: DEPLOY,
          globalSetup: ['test/deploy/prepare-tools.ts'],
          sequence: { groupOrder: 4 },
          // Each synthesis builds the bundle, which another file may read.
          fileParallelism: false,
          testTimeout: 5 * MINUTE,
          hookTimeout: 5 * MINUTE,
        },
      },
      {
        test: {
          ...EVERY_PROJECT,
          name: 'programs',
          include: PROGRAMS,
          globalSetup: ['test/programs/prepare-programs.ts'],
          sequence: { groupOrder: 6 },
          testTimeout: 5 * MINUTE,
          hookTimeout: 5 * MINUTE,
        },
      },
      {
        test: {
          ...EVERY_PROJECT,
          name: 'package',
          include: PACKAGE,
          globalSetup: ['test/package/prepare-packages.ts'],
          sequence: { groupOrder: 5 },
          // Each file installs large packages.
          fileParallelism: false,
          testTimeout: 10 * MINUTE,
          hookTimeout: 10 * MINUTE,
        },
      },
    ],
  },
});
