import { setTimeout as sleep } from 'node:timers/promises';
import { HEADERS } from '../lambda/contract';
import { TIMES } from '../lambda/core/settings/times';
import type { FailureRule } from '../local/bedrock/failures/failure-rule';
import type { Soak } from './round';
import { composeKeyHeader, UNLIMITED_IDS } from './traffic/callers';
import { MARK } from './traffic/mark';
import { GEMMA, NOVA } from './traffic/operations';

const [LARGE_CALLER, OTHER_CALLER] = UNLIMITED_IDS;
const PRIMARY = `${NOVA}:flex`;
/** The split sends this key by the mapping. */
const MAPPED_KEY = 'document-1';
const LARGE_BYTES = 1024 * 1024;
/** The longest rest, and a little more. */
const REST_MILLIS = TIMES.restMillis * (1 + TIMES.restJitterShare) + 500;
/** Shorter soaks would consist of the rest. */
const LEAST_SECONDS = 2 * (REST_MILLIS / 1_000);

interface Question {
  readonly caller?: string;
  readonly path?: string;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Checks, without any other fault, that failures which belong to one request keep no other request from a model. Expects
 * that all faults have ended.
 */
export async function checkRecovery(soak: Soak, seconds: number): Promise<readonly string[]> {
  const { log, router } = soak;
  const problems = [await checkLargeRequests(soak)];
  if (seconds >= LEAST_SECONDS) problems.push(await checkAbortedProbe(soak));
  log.forget();
  router.aws.bedrock.journal.clear();
  return problems.flatMap((problem) => problem ?? []);
}

/** One caller sends requests that are too large for the quota, some of them strict. */
async function checkLargeRequests(soak: Soak): Promise<string | undefined> {
  await succeedEverywhere(soak);
  plan(soak, { kind: 'throttle', modelId: NOVA, minBytes: LARGE_BYTES, rate: 1 });
  const text = 'word '.repeat(LARGE_BYTES / 4);
  for (const isStrict of [true, true, true, false, false, false]) {
    await ask(soak, { text, headers: { [HEADERS.strictTier]: String(isStrict) } });
  }
  const isServed = await isServedByPrimary(soak);
  return isServed ? undefined : 'large requests of one caller keep another from its model';
}

/** The request that tries a candidate after its rest leaves before it is answered. */
async function checkAbortedProbe(soak: Soak): Promise<string | undefined> {
  await succeedEverywhere(soak);
  plan(soak, { kind: 'unavailable', modelId: NOVA, tier: 'flex', rate: 1 });
  for (const caller of [LARGE_CALLER, OTHER_CALLER, OTHER_CALLER]) await ask(soak, { caller });
  soak.router.aws.bedrock.failures.clear();
  if (await isServedByPrimary(soak)) return 'a candidate that failed three times does not rest';
  await sleep(REST_MILLIS);
  plan(soak, { kind: 'hang', modelId: NOVA, tier: 'flex' });
  await ask(soak, { headers: { [HEADERS.timeout]: '200' } });
  soak.router.aws.bedrock.failures.clear();
  const isServed = await isServedByPrimary(soak);
  return isServed ? undefined : 'a candidate rests again after a probe that was aborted';
}

function plan({ router }: Soak, rule: FailureRule): void {
  router.aws.bedrock.failures.clear();
  router.aws.bedrock.failures.add(rule);
}

/** A success ends what is remembered of earlier faults. */
async function succeedEverywhere(soak: Soak): Promise<void> {
  soak.router.aws.bedrock.failures.clear();
  for (const modelId of [PRIMARY, NOVA, `${GEMMA}:flex`]) {
    await ask(soak, { path: `/model/${modelId}/converse` });
  }
}

async function isServedByPrimary(soak: Soak): Promise<boolean> {
  const attempts = await ask(soak, { caller: OTHER_CALLER });
  return attempts.startsWith(`${PRIMARY}=200`);
}

/** Returns the attempts in the answer. */
async function ask({ router }: Soak, question: Question): Promise<string> {
  const { caller = LARGE_CALLER, path = '/v1/work', text = 'short', headers = {} } = question;
  const answer = await fetch(router.url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [HEADERS.splitKey]: MAPPED_KEY,
      ...composeKeyHeader(caller),
      ...headers,
    },
    body: JSON.stringify({
      messages: [{ role: 'user', content: [{ text: `${MARK}-0-${text}` }] }],
    }),
  });
  await answer.arrayBuffer();
  return answer.headers.get(HEADERS.attempts) ?? '';
}
