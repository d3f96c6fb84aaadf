import { expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { ask } from '../../local/bedrock/ask';
import { GEMMA, planFailures, readTold, US } from './ask-route';

const PRO = 'us.amazon.nova-pro-v1:0';
const QWEN = 'qwen.qwen3-32b-v1:0';
const KEYS = { archive000: 'archive000'.repeat(4), claims0000: 'claims0000'.repeat(4) };

const router = runRouter({
  settings: {
    authorization: 'keys',
    operations: {
      extraction: `${US}:flex,${GEMMA}:flex`,
      assessment: `${PRO},${GEMMA}`,
      review: `${QWEN}:flex,${GEMMA}`,
    },
  },
  callers: Object.entries(KEYS).map(([id, value]) => ({
    apiKey: { id, value },
    policy: { name: id },
  })),
});

interface Question {
  readonly operation: string;
  readonly isLarge?: boolean;
  readonly isStrict?: boolean;
}

async function askAs(caller: keyof typeof KEYS, { operation, isLarge, isStrict }: Question) {
  const text = isLarge === true ? 'word '.repeat(10_000) : 'Invoice 4711';
  const answer = await ask(`${router.url}/v1/${operation}`, {
    body: JSON.stringify({ messages: [{ role: 'user', content: [{ text }] }] }),
    headers: { 'x-api-key': KEYS[caller], 'x-router-strict-tier': String(isStrict ?? false) },
  });
  return readTold(answer).attempts;
}

it.each<readonly ['throttle' | 'timeout', string, string]>([
  ['throttle', 'extraction', `${US}:flex`],
  ['timeout', 'assessment', PRO],
])(
  'what one caller’s large requests meet keeps no other from a model: %s',
  async (kind, operation, primary) => {
    planFailures(router, {
      kind,
      modelId: primary.replace(':flex', ''),
      minBytes: 20_000,
      rate: 1,
    });
    for (const isStrict of [true, true, true, true, false, false, false, false]) {
      await askAs('archive000', { operation, isLarge: true, isStrict });
    }
    expect(await askAs('claims0000', { operation })).toEqual([`${primary}=200`]);
  },
);

it('what several callers meet makes a model rest for all', async () => {
  const operation = 'review';
  planFailures(router, { kind: 'throttle', modelId: QWEN, rate: 1 });
  await askAs('archive000', { operation });
  await askAs('claims0000', { operation });
  await askAs('claims0000', { operation });
  expect(await askAs('archive000', { operation })).toEqual([`${GEMMA}=200`]);
});
