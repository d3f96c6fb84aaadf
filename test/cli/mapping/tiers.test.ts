import { describe, expect, it } from 'vitest';
import { expectDocument } from '../expect-document';
import { NOVA, startAccount } from '../start-account';

const PARAMETERS = {
  'operations/classification': `${NOVA}:priority`,
  'operations/extraction': `${NOVA}:flex`,
  'overrides/operations/extraction': `${NOVA}:flex,google.gemma-3-27b-it`,
  'overrides/operations/classification': `${NOVA}:FLEX`,
};

describe('tiers', () => {
  it('shows routes with prices, versions and authors, and values that are refused', async () => {
    const { run } = await startAccount({ parameters: PARAMETERS });
    expect(await run('tiers')).toEqual({
      code: 0,
      stderr: '',
      stdout: `\
/bedrock-tier-router in us-east-1, prices in USD per million tokens

ROUTE                         TIER          IN     OUT  SAVED

classification: deploy, version 1, local, 2026-11-28 12:01Z
  us.amazon.nova-2-lite-v1:0  priority  0.5775  4.8125   -75%
  ! version override-1 is refused: "us.amazon.nova-2-lite-v1:0:FLEX" is not a
  tiered model ID: tiers are written in lower case:
  "us.amazon.nova-2-lite-v1:0:flex"

extraction: override-1, local, 2026-11-28 12:03Z
  us.amazon.nova-2-lite-v1:0  flex       0.165   1.375    50%
  google.gemma-3-27b-it       default     0.23    0.38     0%
`,
    });
  });

  it('writes the same as JSON', async () => {
    const { run } = await startAccount({ parameters: PARAMETERS });
    const { stdout } = await run('tiers', '--json');
    expect(expectDocument('tiers', stdout)).toMatchObject({
      router: { prefix: '/bedrock-tier-router', region: 'us-east-1' },
      operations: [
        { operation: 'classification', inForce: 'deploy', version: '1' },
        {
          operation: 'extraction',
          inForce: 'override',
          version: 'override-1',
          route: [
            { modelId: NOVA, serviceTier: 'flex', price: { inputUsdPerMillionTokens: 0.165 } },
            { modelId: 'google.gemma-3-27b-it', serviceTier: 'default' },
          ],
          override: {
            value: `${NOVA}:flex,google.gemma-3-27b-it`,
            changedAt: '2026-11-28T12:03:00.000Z',
            changedBy: 'arn:aws:iam::111122223333:user/local',
          },
        },
      ],
    });
  });

  it('shows what is doubtful about a route', async () => {
    const parameters = { 'operations/extraction': 'us.acme.new-model-v1:0:flex@ireland' };
    const config = { allowedModels: ['*'], connections: { ireland: { region: 'eu-west-1' } } };
    const { run } = await startAccount({ parameters, config });
    expect((await run('tiers')).stdout).toContain(`\
extraction: deploy, version 1, local, 2026-11-28 12:01Z
  us.acme.new-model-v1:0@ireland  flex   -    -      -
  ! us.acme.new-model-v1:0 is not in the catalog, so only Bedrock knows what it
  takes
  ! us.acme.new-model-v1:0 may not take the tier "flex"; this is not known
`);
  });

  it('keeps control characters of Parameter Store away from the terminal', async () => {
    const { run } = await startAccount({
      parameters: {
        'operations/extraction': NOVA,
        'overrides/operations/extraction': 'a\u001b[2Jb',
      },
    });
    const { stdout } = await run('tiers');
    expect(stdout).not.toContain('\u001b');
  });
});
