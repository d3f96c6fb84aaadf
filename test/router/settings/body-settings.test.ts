import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { beforeAll, describe, expect, it } from 'vitest';
import { composeLocalClient } from '../../../local/compose-local-client';
import { runRouter } from '../../clients/run-router';
import { maskRequestId, post, until } from '../support';

const CLAUDE = 'us.anthropic.claude-sonnet-4-6';
const NOVA = 'us.amazon.nova-lite-v1:0';
const LONG = 'Terms of delivery. '.repeat(170);
const POINT = { cachePoint: { type: 'default' } };
const METADATA = /"requestMetadata":\{[^}]*\},?/;

const SETTINGS = {
  limited: { defaults: { inferenceConfig: { maxTokens: 50 } } },
  enforced: { set: { inferenceConfig: { temperature: 0 } } },
  guarded: { guardrail: { id: 'abc123', version: '1', trace: 'enabled' } },
  cached: { promptCaching: 'auto' },
  thinking: { thinking: { budgetTokens: 2000 } },
  everything: {
    defaults: { inferenceConfig: { maxTokens: 50 }, system: [{ text: LONG }] },
    set: { inferenceConfig: { stopSequences: ['END'] } },
    guardrail: { id: 'abc123', version: 'DRAFT' },
    promptCaching: 'auto',
    thinking: { budgetTokens: 2000, interleaved: true },
  },
};

const router = runRouter({
  settings: {
    operations: {
      ...Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, CLAUDE])),
      plain: CLAUDE,
      mixed: `${CLAUDE},${NOVA}`,
    },
    mappingMaxAgeSeconds: 0.05,
  },
});

beforeAll(async () => {
  const client = new SSMClient(composeLocalClient(router.aws.url));
  for (const [operation, settings] of Object.entries({ mixed: SETTINGS.everything, ...SETTINGS })) {
    const Name = `/bedrock-tier-router/settings/${operation}`;
    const Value = JSON.stringify(settings);
    await client.send(new PutParameterCommand({ Name, Value, Type: 'String' }));
  }
  const isRead = async () => (await send('everything', BODY)).includes('guardrailConfig');
  await until(isRead);
});

const BODY = '{ "messages":[{"role":"user","content":[ {"text":"Invoice \\u00e9"} ]}] , "x":1.0e0}';

/** The body that arrived, without the router's metadata. */
async function send(operation: string, body: string): Promise<string> {
  const response = await post(router, `/v1/${operation}`, body);
  expect(response.status).toBe(200);
  const arrived = router.arrivals.at(-1)?.body;
  return maskRequestId(arrived).replace(METADATA, '');
}

it('an operation without settings gets its body as it was', async () => {
  expect(await send('plain', BODY)).toBe(BODY);
});

it.each([
  ['limited', '{', '{"inferenceConfig":{"maxTokens":50},'],
  ['limited', '{"inferenceConfig": {"maxTokens":7.0},', '{"inferenceConfig": {"maxTokens":7.0},'],
  [
    'enforced',
    '{"inferenceConfig":{"temperature":0.90,"topK":1.0},',
    '{"inferenceConfig":{"temperature":0,"topK":1.0},',
  ],
  [
    'guarded',
    '{',
    '{"guardrailConfig":{"guardrailIdentifier":"abc123","guardrailVersion":"1","trace":"enabled"},',
  ],
  ['cached', '{', '{'],
  [
    'thinking',
    '{',
    '{"additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":2000}},',
  ],
])(
  '%s changes the body that begins with %s at its beginning alone',
  async (name, begun, arrived) => {
    expect(await send(name, begun + BODY.slice(1))).toBe(arrived + BODY.slice(1));
  },
);

describe('all settings together', () => {
  it('suit each model of the route', async () => {
    router.bedrock.failures.add({ kind: 'throttle', modelId: CLAUDE });
    await send('mixed', BODY);
    const [claude, nova] = router.arrivals.map(({ body }) => {
      const { requestMetadata: _, ...others } = JSON.parse(body.toString());
      return others;
    });
    const messages = [{ role: 'user', content: [{ text: 'Invoice é' }, POINT] }];
    const filled = {
      messages,
      system: [{ text: LONG }, POINT],
      guardrailConfig: { guardrailIdentifier: 'abc123', guardrailVersion: 'DRAFT' },
      x: 1,
    };
    expect(claude).toEqual({
      ...filled,
      inferenceConfig: { maxTokens: 2050, stopSequences: ['END'] },
      additionalModelRequestFields: {
        thinking: { type: 'enabled', budget_tokens: 2000 },
        anthropic_beta: ['interleaved-thinking-2025-05-14'],
      },
    });
    expect(nova).toEqual({ ...filled, inferenceConfig: { maxTokens: 50, stopSequences: ['END'] } });
    expect(await router.log.receiptOf('mixed')).toMatchObject({
      attempts: [{ model_id: CLAUDE }, { model_id: NOVA, left_out: ['thinking'] }],
    });
  });

  it('leave the body of an invoke call alone, and name the guardrail in its headers', async () => {
    const body = '{"anthropic_version":"bedrock-2023-05-31","max_tokens":9,"messages":[]}';
    await (await post(router, '/model/everything/invoke', body)).body?.cancel();
    const [arrival] = router.arrivals;
    expect(arrival?.body.toString()).toBe(body);
    expect(arrival?.headers).toMatchObject({
      'x-amzn-bedrock-guardrailidentifier': 'abc123',
      'x-amzn-bedrock-guardrailversion': 'DRAFT',
    });
  });
});

it('a limit by default keeps requests within a quota that the model’s own limit exceeds', async () => {
  router.bedrock.failures.setQuota(CLAUDE, { tokensPerMinute: 2000 });
  const statuses = [];
  for (const operation of ['plain', 'limited', 'limited', 'limited']) {
    const response = await post(router, `/v1/${operation}`, BODY);
    await response.body?.cancel();
    statuses.push(response.status);
  }
  expect(statuses).toEqual([429, 200, 200, 200]);
});
