import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AwsEmulators, serveAwsEmulators } from '../../local/aws-emulators';
import { composeLocalClient } from '../../local/compose-local-client';
import { runRouter } from '../clients/run-router';
import { BODY, post } from './support';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const ROLE = 'arn:aws:iam::444455556666:role/bedrock';
const BACK = 'arn:aws:iam::444455556666:role/back';
const RESTING = 'arn:aws:iam::444455556666:role/resting';
const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:bedrock-key-a1b2c3';

/** The Bedrock of another Region or account. */
let other: AwsEmulators;
beforeAll(async () => {
  other = await serveAwsEmulators({ latencyScale: 0 });
});
afterAll(() => other.close());

const router = runRouter(() => ({
  settings: {
    operations: {
      region: `${NOVA}:flex@frankfurt`,
      role: `${NOVA}@partner`,
      key: `${NOVA}@keyed`,
      pools: `${NOVA},${NOVA}@vpc`,
      closed: `${NOVA}@closed,${NOVA}`,
      resting: `${NOVA}@resting,${NOVA}`,
      slow: `${NOVA}@slow`,
      short: `${NOVA}@short`,
      back: `${NOVA}@back`,
      alone: `${NOVA}@alone`,
      unkeyed: `${NOVA}@unkeyed`,
      hooked: `${NOVA}@vpc`,
    },
    connections: {
      back: { roleArn: BACK },
      unkeyed: { apiKeySecretArn: `${SECRET}-absent` },
      frankfurt: { region: 'eu-central-1' },
      partner: {
        roleArn: ROLE,
        externalId: 'contract-7',
        sessionName: 'claims',
        region: 'eu-west-1',
      },
      keyed: { apiKeySecretArn: SECRET },
      vpc: { endpoint: other.url },
      short: { roleArn: 'arn:aws:iam::444455556666:role/short' },
      slow: { roleArn: 'arn:aws:iam::444455556666:role/slow' },
      closed: { roleArn: 'arn:aws:iam::444455556666:role/closed' },
      resting: { roleArn: RESTING },
      alone: { roleArn: 'arn:aws:iam::444455556666:role/alone' },
    },
  },
  operationSettings: { direct: { defaults: { inferenceConfig: { maxTokens: 77 } } } },
}));

beforeEach(() => {
  router.aws.sts.roles.set(ROLE, { externalId: 'contract-7' });
  router.aws.secretsManager.secrets.set(SECRET, 'bedrock-api-key-1\n');
  router.aws.sts.journal.length = 0;
  router.aws.sts.failures.clear();
  other.bedrock.journal.clear();
});

async function ask(path: string, headers: Record<string, string> = {}) {
  const response = await post(router, path, undefined, headers);
  await response.body?.cancel();
  const attempts = response.headers.get('x-router-attempts')?.replaceAll(/;\d+ms/g, '');
  return { status: response.status, headers: response.headers, attempts };
}

function authorization(): string {
  return router.arrivals.at(-1)?.headers['authorization'] ?? '';
}

/** The calls for one role. Calls for others may still be under way from earlier tests. */
function listAssumed(role: string) {
  return router.aws.sts.journal.filter(({ roleArn }) => roleArn === role);
}

it('a connection to a Region signs for it, names it in the receipt, and has its prices', async () => {
  const { headers } = await ask('/v1/region');
  expect(authorization()).toContain('/eu-central-1/bedrock/aws4_request');
  expect(headers.get('x-router-connection')).toBe('frankfurt');
  expect(headers.get('x-router-model-id')).toBe(NOVA);
  expect(headers.get('x-router-attempts')).toMatch(
    /^us\.amazon\.nova-2-lite-v1:0:flex@frankfurt=200;/,
  );
  expect(await router.log.receiptOf('region')).toMatchObject({
    connection: 'frankfurt',
    attempts: [{ model_id: NOVA, connection: 'frankfurt', tier: 'flex', result: 200 }],
  });
});

describe('a connection with a role', () => {
  it('assumes it once for all calls, with its external ID and session name', async () => {
    const answers = await Promise.all([ask('/v1/role'), ask('/v1/role'), ask('/v1/role')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const call = { roleArn: ROLE, externalId: 'contract-7', sessionName: 'claims' };
    expect(listAssumed(ROLE)).toEqual([call]);
    expect(authorization()).toMatch(/Credential=ASIALOCAL\d+\//);
    expect(authorization()).toContain('/eu-west-1/bedrock/aws4_request');
    expect(router.arrivals.at(-1)?.headers['x-amz-security-token']).toMatch(/^[0-9a-f]{40}$/);
  });

  it('that may not be assumed is left for a candidate of another connection', async () => {
    const { status, headers, attempts } = await ask('/v1/closed');
    expect([status, attempts]).toEqual([200, `${NOVA}@closed=unconnected,${NOVA}=200`]);
    expect(headers.get('x-router-tier-fallback')).toBe('connection');
    expect(headers.get('x-router-connection')).toBeNull();
  });

  it('that rests is not tried again at once', async () => {
    await ask('/v1/resting');
    const calls = listAssumed(RESTING).length;
    const { headers, attempts } = await ask('/v1/resting');
    expect(attempts).toBe(`${NOVA}=200`);
    expect(headers.get('x-router-tier-fallback')).toBe('cooldown');
    expect(listAssumed(RESTING)).toHaveLength(calls);
  });

  it('is a 503 where no other is left, with the name and without the account', async () => {
    const response = await post(router, '/model/us.amazon.nova-2-lite-v1%3A0%40alone/converse');
    const { status, headers } = response;
    expect([status, headers.get('x-router-error')]).toEqual([503, 'connection-failed']);
    expect(await response.json()).toEqual({
      message: 'the credentials of connection "alone" could not be had',
    });
    expect(JSON.stringify([...headers])).not.toContain('444455556666');
    const receipt = await router.log.find(
      (line) =>
        line['router_error'] === 'connection-failed' && JSON.stringify(line).includes('"alone"'),
    );
    expect(receipt).toMatchObject({ cause: expect.objectContaining({ name: 'AccessDenied' }) });
  });
});

it('a connection with an API key sends it as a bearer token, and logs none of it', async () => {
  const { status } = await ask('/v1/key');
  expect([status, authorization()]).toEqual([200, 'Bearer bedrock-api-key-1']);
  await router.log.receiptOf('key');
  expect(router.log.texts.join()).not.toContain('bedrock-api-key');
});

describe('a connection to another endpoint', () => {
  it('is a quota of its own', async () => {
    router.bedrock.failures.setQuota(NOVA, { requestsPerMinute: 0 });
    const { headers, attempts } = await ask('/v1/pools');
    expect(attempts).toBe(`${NOVA}=429,${NOVA}@vpc=200`);
    expect(headers.get('x-router-tier-fallback')).toBe('quota');
    expect(other.bedrock.journal.entries.map(({ path }) => path)).toEqual([
      '/model/us.amazon.nova-2-lite-v1%3A0/converse',
    ]);
  });

  it('is called by a model ID that names it, of which Bedrock receives the model alone', async () => {
    const { status } = await ask('/model/us.amazon.nova-2-lite-v1%3A0%3Aflex%40vpc/converse');
    expect(status).toBe(200);
    expect(other.bedrock.journal.entries).toMatchObject([{ modelId: NOVA, requestedTier: 'flex' }]);
  });
});

it.each(['elsewhere', 'VPC', ''])(
  'a model ID that names the connection "%s" is refused',
  async (name) => {
    const { status, headers } = await ask(`/model/us.amazon.nova-2-lite-v1%3A0%40${name}/converse`);
    const code = name === 'elsewhere' ? 'unknown-connection' : 'invalid-model-id';
    expect([status, headers.get('x-router-error')]).toEqual([400, code]);
  },
);

it('a request does not wait for credentials longer than it may take, and is no silence of Bedrock', async () => {
  router.aws.sts.failures.plan({ kind: 'hang', times: 50 });
  const { status, headers, attempts } = await ask('/v1/slow', { 'x-router-timeout-ms': '400' });
  expect([status, headers.get('x-router-error')]).toEqual([408, 'timed-out']);
  expect(attempts).toBe(`${NOVA}@slow=unconnected`);
});

it('credentials that fail for one request are there for the next', async () => {
  router.aws.sts.roles.set(BACK, {});
  router.aws.sts.failures.plan({ kind: 'throttle', times: 50 });
  expect((await ask('/v1/back')).status).toBe(503);
  router.aws.sts.failures.clear();
  expect((await ask('/v1/back')).status).toBe(200);
});

it('names no role and no secret to callers', async () => {
  const answers = ['/v1/alone', '/v1/unkeyed'].map((path) => post(router, path));
  for (const response of await Promise.all(answers)) {
    const shown = `${await response.text()} ${JSON.stringify([...response.headers])}`;
    expect([response.status, response.headers.get('x-router-error')]).toEqual([
      503,
      'connection-failed',
    ]);
    expect(shown).not.toMatch(/arn:|444455556666|bedrock-key/);
  }
});

describe('a connection', () => {
  it('counts tokens, too', async () => {
    const body = `{"input":{"converse":${BODY}}}`;
    const path = '/model/us.anthropic.claude-sonnet-4-6%40vpc/count-tokens';
    expect((await post(router, path, body)).status).toBe(200);
    expect(other.bedrock.journal.entries.map(({ path: called }) => called)).toEqual([
      '/model/anthropic.claude-sonnet-4-6/count-tokens',
    ]);
  });

  it('serves the LambdaHook', async () => {
    const client = new LambdaClient({ ...composeLocalClient(router.url), maxAttempts: 1 });
    const event = { context: 'Hooked', messages: [{ role: 'user', content: [{ text: 'Hi' }] }] };
    const Payload = JSON.stringify(event);
    const answer = await client.send(new InvokeCommand({ FunctionName: 'hook', Payload }));
    expect([answer.FunctionError, other.bedrock.journal.entries.length]).toEqual([undefined, 1]);
  });

  it('in a model ID or an ARN has the settings of direct calls', async () => {
    const profile =
      'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';
    for (const id of [NOVA, `${NOVA}:flex`, profile]) {
      await ask(`/model/${encodeURIComponent(`${id}@vpc`)}/converse`);
    }
    const bodies = other.bedrock.journal.entries.map(({ body }) => JSON.parse(body.toString()));
    expect(bodies.map(({ inferenceConfig }) => inferenceConfig)).toEqual([
      { maxTokens: 77 },
      { maxTokens: 77 },
      { maxTokens: 77 },
    ]);
  });
});

it('credentials that end are replaced before they do', async () => {
  const role = 'arn:aws:iam::444455556666:role/short';
  router.aws.sts.roles.set(role, { lifetimeSeconds: 200 });
  await ask('/v1/short');
  const findKey = () => /Credential=(ASIALOCAL\d+)\//.exec(authorization())?.[1];
  const first = findKey();
  await vi.waitFor(async () => {
    await ask('/v1/short');
    expect([first, findKey()]).toEqual([
      expect.any(String),
      expect.not.stringMatching(`^${first}$`),
    ]);
  });
});
