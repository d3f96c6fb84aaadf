import { describe, expect, it } from 'vitest';
import { expectDocument } from '../expect-document';
import { NOVA, startAccount } from '../start-account';
import { emulateAws, HEALTHY } from './emulate-aws';

const PARAMETERS = {
  'operations/extraction': `${NOVA}:flex`,
  'overrides/settings/extraction':
    '{"split":[{"name":"gemma","route":"google.gemma-3-27b-it","weight":5}]}',
};

async function start(
  changes: Readonly<Record<string, unknown>> = {},
  parameters: Readonly<Record<string, string>> = PARAMETERS,
) {
  const aws = emulateAws({ ...changes, ...HEALTHY, ...changes });
  return { aws, ...(await startAccount({ parameters, emulators: [aws] })) };
}

/** Without the time and the version. */
const readFindings = (stdout: string) => stdout.split('\n').slice(2).join('\n');

describe('check', () => {
  it('reports what a healthy account has, without its ID', async () => {
    const { run } = await start();
    const { code, stdout, stderr } = await run('check');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^tier-router \d+\.\d+\.\d+ check, \S+ \S+Z\n\n/);
    expect(readFindings(stdout)).toBe(`\
ok       credentials  Operator/anna in the account ************
ok       router       /bedrock-tier-router in us-east-1: 1 operation; 2 models
                      on priority, default, flex
ok       model        us.amazon.nova-2-lite-v1:0 is an active inference profile
                      here
ok       access       amazon.nova-2-lite-v1:0 may be called by this account
ok       model        google.gemma-3-27b-it is served on demand here
ok       access       google.gemma-3-27b-it may be called by this account
ok       quota        us.amazon.nova-2-lite-v1:0: at most 40000 tokens in a
                      minute of the last day, 1% of 4000000
warning  quota        google.gemma-3-27b-it: at most 90000 tokens in a minute of
                      the last day, 90% of 100000

7 ok, 1 warning, 0 failed, 0 unknown
Account IDs are masked, so that you can share this.
`);
  });

  it('writes JSON', async () => {
    const { run } = await start();
    const document = expectDocument('check', (await run('check', '--json')).stdout);
    expect(JSON.stringify(document)).not.toContain('111122223333');
    expect(document).toMatchObject({
      findings: [{ status: 'ok', area: 'credentials' }, {}, {}, {}, {}, {}, {}, {}],
    });
  });

  it.each([
    [
      'a profile that is not there',
      { '/inference-profiles': { inferenceProfileSummaries: [] } },
      5,
      'failed   model        us.amazon.nova-2-lite-v1:0 is no active inference profile\n                      here\n',
    ],
    [
      'a model without access',
      {
        '/foundation-model-availability/': {
          modelId: 'any',
          authorizationStatus: 'NOT_AUTHORIZED',
          entitlementAvailability: 'NOT_AVAILABLE',
          agreementAvailability: { status: 'NOT_AVAILABLE' },
          regionAvailability: 'AVAILABLE',
        },
      },
      5,
      'failed   access       amazon.nova-2-lite-v1:0 may not be called by this account:\n                      no authorization, no entitlement, no agreement\n',
    ],
    [
      'a quota of nothing',
      {
        ListServiceQuotas: {
          Quotas: [
            {
              QuotaName: 'Cross-Region model inference tokens per minute for Amazon Nova 2 Lite',
              Value: 0,
            },
          ],
        },
      },
      5,
      'failed   quota        us.amazon.nova-2-lite-v1:0: the quota is 0 tokens per\n                      minute\n',
    ],
    [
      'a quota of another name',
      { ListServiceQuotas: { Quotas: [] } },
      0,
      'unknown  quota        us.amazon.nova-2-lite-v1:0: at most 40000 tokens in a\n                      minute of the last day; no quota has the model’s name\n',
    ],
    [
      'a right that is lacking',
      {
        ListServiceQuotas: {
          __type: 'AccessDeniedException',
          message: 'arn:aws:iam::111122223333:user/anna is not authorized',
        },
      },
      0,
      'unknown  quota        access denied: the AWS identity lacks the right\n                      servicequotas:ListServiceQuotas\n                      (arn:aws:iam::************:user/anna is not authorized)\n',
    ],
  ])('goes on after %s', async (_, changes, exitCode, line) => {
    const { run } = await start(changes);
    const { code, stdout } = await run('check');
    expect(stdout).toContain(line);
    expect(code).toBe(exitCode);
    expect(stdout).toContain('ok       credentials');
  });

  it.each([
    [
      '2099-01-01T00:00:00Z',
      'warning  model        google.gemma-3-27b-it is Legacy, and ends on 2099-01-01\n',
    ],
    [
      '2026-01-01T00:00:00Z',
      'failed   model        google.gemma-3-27b-it is Legacy, and ends on 2026-01-01\n',
    ],
  ])('reports a model that ends at %s', async (endOfLifeTime, line) => {
    const model = {
      modelId: 'google.gemma-3-27b-it',
      modelArn: 'arn:aws:bedrock:us-east-1::foundation-model/google.gemma-3-27b-it',
      modelLifecycle: { status: 'LEGACY', endOfLifeTime },
      inferenceTypesSupported: ['ON_DEMAND'],
    };
    const { run } = await start({ '/foundation-models': { modelSummaries: [model] } });
    expect((await run('check')).stdout).toContain(line);
  });

  it('reports values that are refused, and doubtful routes', async () => {
    const { run } = await start(
      {},
      {
        'operations/extraction': `${NOVA}:flex`,
        'overrides/operations/extraction': 'nova',
        'operations/summary': 'us.anthropic.claude-sonnet-4-6:flex',
      },
    );
    const { stdout } = await run('check');
    expect(stdout).toContain(
      'warning  value        overrides/operations/extraction is refused: model "nova"\n',
    );
    expect(stdout).toContain('failed   value        operations/summary is refused: model\n');
  });

  it('checks nothing without a router', async () => {
    const { run, store } = await start();
    store.parameters.delete('/bedrock-tier-router/owner');
    expect(await run('check')).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('check --probe', () => {
  it('sends one small call to each model on each tier', async () => {
    const { run, aws } = await start({
      [`/model/${encodeURIComponent(NOVA)}/converse`]: {
        output: { message: { role: 'assistant', content: [] } },
        serviceTier: { type: 'flex' },
      },
    });
    const { code, stdout } = await run('check', '--probe');
    expect(code).toBe(0);
    const probes = stdout.replaceAll(/\s+/g, ' ').replaceAll(/in \d+ ms/g, 'in N ms');
    expect(probes).toContain(
      'warning probe us.amazon.nova-2-lite-v1:0 on priority: answered in N ms, served by flex ' +
        'warning probe us.amazon.nova-2-lite-v1:0 on default: answered in N ms, served by flex ' +
        'ok probe us.amazon.nova-2-lite-v1:0 on flex: answered in N ms, served by flex ' +
        'warning probe google.gemma-3-27b-it on priority: answered in N ms, served by default ' +
        'ok probe google.gemma-3-27b-it on default: answered in N ms, served by default ',
    );
    const sent = aws.bodies.map((body) => JSON.parse(body));
    expect(sent.map(({ serviceTier }) => serviceTier?.type)).toEqual([
      'priority',
      undefined,
      'flex',
      'priority',
      undefined,
      'flex',
    ]);
    expect(sent[0]).toMatchObject({ inferenceConfig: { maxTokens: 16 } });
  });

  it('reports what Bedrock refuses, as a failure if a route asks for it', async () => {
    const refusal = {
      __type: 'ValidationException',
      message: 'The provided service tier is not supported for this model',
    };
    const { run } = await start({ '/converse': refusal });
    const { code, stdout } = await run('check', '--probe');
    expect(code).toBe(5);
    expect(stdout).toContain(`
failed   probe        us.amazon.nova-2-lite-v1:0 on flex: ValidationException:
                      The provided service tier is not supported for this model
warning  probe        google.gemma-3-27b-it on priority: ValidationException:
`);
  });
});
