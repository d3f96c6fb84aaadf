import { join } from 'node:path';
import { type LocalRouter, startLocalRouter } from '../local/local-router';
import { SeededRandom } from './seeded-random';
import { listLocalCallers, REVOKED_ID } from './soak-callers';
import type { SoakLog } from './soak-log';
import { MARK_PATTERN, SOAK_OPERATIONS } from './soak-request';

const ALLOWED_MODELS = [
  'us.amazon.nova-2-lite-v1:0',
  'us.amazon.nova-pro-v1:0',
  'amazon.nova-lite-v1:0',
  'google.gemma-3-27b-it',
];

/** So that a call that hangs is given up within a round. */
const FIRST_BYTE_TIMEOUTS = { priority: 2, default: 2, flex: 2, reserved: 2 };

/** The deployed bundle, whose answers repeat the mark of their request and whose process tells what it holds. */
export async function startSoakRouter(log: SoakLog, seed: number): Promise<LocalRouter> {
  const router = await startLocalRouter({
    aws: {
      random: new SeededRandom(seed).next,
      composeReply: ({ user }) => MARK_PATTERN.exec(user.slice(0, 500))?.[0] ?? '?',
    },
    settings: {
      operations: SOAK_OPERATIONS,
      allowedModels: ALLOWED_MODELS,
      mappingMaxAgeSeconds: 1,
      firstByteTimeoutsSeconds: FIRST_BYTE_TIMEOUTS,
      authorization: 'keys',
    },
    callers: listLocalCallers(),
    environment: {
      NODE_OPTIONS: `--require ${join(__dirname, 'report-process.cjs')}`,
    },
    onLogLine: (line) => log.add(line),
  });
  await router.apiKeys.setEnabled(REVOKED_ID, false);
  return router;
}
