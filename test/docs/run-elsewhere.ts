/**
 * Commands that another test runs, or CI by itself: the file that does, and the words by which it does.
 *
 * A command that the emulators can answer needs no row: `commands.test.ts` runs it.
 */
export const RUN_ELSEWHERE: readonly (readonly [command: string, file: string, words: string])[] = [
  ['npm ci', '.ci/run', 'npm ci'],
  ['npm test', '.ci/run', 'step test npm test'],
  ['npm ci && npm test', '.ci/run', 'step test npm test'],
  ['npm run check', '.ci/run', 'npm run check:static'],
  ['npm run format', 'package.json', '"format": "biome check --write'],
  ['npm run test:all', '.ci/run', 'npm run test:slow'],
  ['npm run test:deploy', '.ci/run', 'npm run test:deploy'],
  ['npm run test:package', '.ci/run', 'npm run test:package'],
  ['npm run package', 'test/package/prepare-packages.ts', 'await packNpm()'],
  ['npm run api', 'test/package/published-package.test.ts', "'jsii-docgen'"],
  ['npm run test:node -- 22 24', '.ci/run', 'npm run test:node'],
  ['npm start', 'test/local/start.test.ts', 'startUp('],
  ['npm ci && npm start', 'test/local/start.test.ts', 'startUp('],
  ['npm start -- --keys', 'test/local/start.test.ts', "startUp(['--keys'])"],
  [
    'npm start -- --connection frankfurt=eu-central-1',
    'test/local/start.test.ts',
    "'--connection', 'frankfurt=eu-central-1'",
  ],
  ['npm start -- --tls', 'test/local/start.test.ts', "startUp(['--keys', '--tls'])"],
  ['npm run test:programs', '.ci/run', 'npm run test:programs'],
  [
    'npm start -- --raw-logs | tee router.log',
    'test/local/start.test.ts',
    "startUp(['--raw-logs'])",
  ],
  ['npm run demo', 'test/local/demo.test.ts', 'local/demo.ts'],
  [
    'npm run report -- --file router.log --by operation,tier --format csv',
    'test/cli/tier-router.test.ts',
    "'report', '--file', '-', '--by', 'tier', '--format', 'csv'",
  ],
  ['npm run soak', 'test/soak/soak.test.ts', 'runSoak'],
  ['npm run soak -- jobs', 'test/soak/soak.test.ts', "runSoak(['jobs',"],
  ['npm run soak -- jobs --count 100', 'test/soak/soak.test.ts', "runSoak(['jobs',"],
  [
    'npm run soak -- jobs --count 40 --seed 4711',
    'test/soak/soak.test.ts',
    "'40', '--seed', '4711'",
  ],
  [
    'npm run soak -- --seconds 6 --seed 4711',
    'test/soak/soak.test.ts',
    "'--seconds', '6', '--seed', SEED",
  ],
  [
    'npm run soak -- --seconds 20 --seed 4711',
    'test/soak/soak.test.ts',
    "'--seconds', '6', '--seed', SEED",
  ],
  [
    'FUZZ_RUNS=20000 npx vitest run --project slow test/fuzz',
    'test/fuzz/assert-with-corpus.ts',
    'FUZZ_RUNS',
  ],
];
