import { describe, expect, it } from 'vitest';
import type { FailureRule } from '../../../local/bedrock/failures/failure-rule';
import { runRouter } from '../../clients/run-router';
import { route } from '../../fakes/plan';
import {
  type FailedAnswer,
  listRecoveryCases,
  RECOVERY_CASES,
  type RecoveryCase,
} from '../../fakes/recovery-cases';
import { type Action, askRoute, listArrivals, planFailures, readTold } from './ask-route';

/** What the emulator answers on demand. */
const RULES: Partial<Record<FailedAnswer, FailureRule>> = {
  unavailable: { kind: 'unavailable' },
  internal: { kind: 'internal' },
  timeout: { kind: 'timeout' },
  'not-ready': { kind: 'not-ready' },
  throttle: { kind: 'throttle' },
  'model-error': { kind: 'model-error' },
  'bad-gateway': { kind: 'bad-gateway' },
  'gateway-timeout': { kind: 'gateway-timeout' },
  'access-denied': { kind: 'access-denied', message: 'no' },
  'no-access': { kind: 'access-denied' },
  retired: { kind: 'retired' },
  legacy: { kind: 'legacy' },
  invalid: { kind: 'invalid' },
  // A connection that closes at once may have been closed before the request came.
  broken: { kind: 'cut', at: 'before-reply', milliseconds: 300 },
};

const listRules = ({ answers }: RecoveryCase) => answers.flatMap((answer) => RULES[answer] ?? []);
const isOnDemand = (each: RecoveryCase) => listRules(each).length === each.answers.length;

const CASES = listRecoveryCases().filter(([, each]) => isOnDemand(each));
const FIRST_CASES = Object.entries(RECOVERY_CASES).flatMap(([heading, cases]) => {
  const first = cases.find(isOnDemand);
  return first === undefined ? [] : [[heading, first] as const];
});
const nameOperation = (each: RecoveryCase) => `case-${CASES.findIndex(([, one]) => one === each)}`;

const router = runRouter({
  settings: {
    operations: {
      ...Object.fromEntries(CASES.map(([, each]) => [nameOperation(each), route(each.route)])),
      others: route('N:flex > gemma:priority'),
      untiered: route('L:flex > G'),
    },
  },
});

/** What failed is remembered, so a success has to end the failures of each case. */
async function succeed(text: string): Promise<void> {
  router.bedrock.failures.clear();
  for (const id of route(text).split(',')) await askRoute(router, id);
}

/** `N:flex=503` as headers have it. */
function expand(attempt: string): string {
  const [id = '', seen = ''] = attempt.split('=');
  return `${route(id)}=${seen}`;
}

async function recover(each: RecoveryCase, action: Action): Promise<void> {
  planFailures(router, ...listRules(each));
  const headers = { 'x-router-strict-tier': String(each.isStrict ?? false) };
  const answer = await askRoute(router, nameOperation(each), { action, headers });
  const attempts = each.attempts.map(expand);
  const last = each.attempts.at(-1)?.split('=')[1];
  const isBroken = last === 'broken';
  expect(readTold(answer)).toEqual({
    status: isBroken ? 503 : Number(last),
    attempts,
    tierFallback: isBroken ? undefined : each.tierFallback,
  });
  expect(router.arrivals).toHaveLength(attempts.length);
  // What is cut before a reply has no status at the emulator.
  if (!each.answers.includes('broken')) expect(listArrivals(router)).toEqual(attempts);
  const { replyBody } = router.arrival;
  if (answer.status !== 200 && replyBody !== undefined) expect(answer.body).toEqual(replyBody);
  await succeed(each.route);
}

it.each(CASES)('%s', async (_, each) => {
  await recover(each, 'converse');
});

describe.each<Action>(['converse-stream', 'invoke', 'invoke-with-response-stream'])(
  '%s',
  (action) => {
    it.each(FIRST_CASES)('%s', async (_, each) => {
      await recover(each, action);
    });
  },
);

describe.each([
  ['converse', ['N:flex=429', 'gemma:priority=200']],
  ['converse-stream', ['N:flex=429', 'gemma:priority=200']],
  ['invoke', ['N:flex=429']],
  ['invoke-with-response-stream', ['N:flex=429']],
] as const)('another model', (action, attempts) => {
  it(`is called by ${action} only if it can read the body`, async () => {
    planFailures(router, { kind: 'throttle' });
    const answer = await askRoute(router, 'others', { action });
    expect(readTold(answer).attempts).toEqual(attempts.map(expand));
    await succeed('N:flex > gemma:priority');
  });
});

it.each([
  ['throttle', '5'],
  ['unavailable', '2'],
] as const)('Retry-After of %s is %s s', async (kind, seconds) => {
  planFailures(router, { kind, times: 2 });
  const headers = { 'x-router-strict-tier': 'true' };
  const answer = await askRoute(router, 'others', { headers });
  expect(answer.headers['retry-after']).toBe(seconds);
  await succeed('N:flex');
});

it('a refused tier is left out, once at the cost of a call and then at none', async () => {
  const tierFallback = 'unsupported';
  const first = readTold(await askRoute(router, 'untiered'));
  expect(first).toEqual({
    status: 200,
    attempts: ['L:flex=400', 'L=200'].map(expand),
    tierFallback,
  });
  const second = readTold(await askRoute(router, 'untiered'));
  expect(second).toEqual({ status: 200, attempts: [expand('L=200')], tierFallback });
});
