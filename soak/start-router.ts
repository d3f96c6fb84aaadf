import { join } from 'node:path';
import { type LocalRouter, startLocalRouter } from '../local/local-router';
import type { SoakLog } from './log';
import { SeededRandom } from './seeded-random';
import { listLocalCallers, REVOKED_ID } from './traffic/callers';
import { MARK_PATTERN } from './traffic/mark';
import {
  COUNTED,
  GEMMA,
  NOVA,
  NOVA_LITE,
  NOVA_PRO,
  SOAK_OPERATIONS,
  SOAK_SETTINGS,
} from './traffic/operations';

const ALLOWED_MODELS = [NOVA, NOVA_PRO, NOVA_LITE, GEMMA, COUNTED];

/** Short, so that a stream that hangs ends within its round. */
const FIRST_BYTE_TIMEOUTS = { priority: 2, default: 2, flex: 2, reserved: 2, ultrafast: 2 };
/** Short, so that a call without a stream ends within its round if it hangs. */
const REQUEST_TIMEOUT_SECONDS = 6;

/** Starts the deployed bundle. Answers repeat the mark of their request, and its process reports what it holds. */
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
      requestTimeoutSeconds: REQUEST_TIMEOUT_SECONDS,
      authorization: 'keys',
    },
    operationSettings: SOAK_SETTINGS,
    callers: listLocalCallers(),
    environment: {
      NODE_OPTIONS: `--require ${join(__dirname, 'report-process.cjs')}`,
    },
    onLogLine: (line) => log.add(line),
  });
  await router.apiKeys.setEnabled(REVOKED_ID, false);
  return router;
}
