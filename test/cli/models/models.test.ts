import { expect, it } from 'vitest';
import { expectDocument } from '../expect-document';
import { NOVA, startAccount } from '../start-account';

it('lists what the router may call and the models take', async () => {
  const { run } = await startAccount({ config: { allowedModels: [NOVA, 'acme.new'] } });
  expect((await run('models')).stdout).toBe(`\
/bedrock-tier-router in us-east-1, USD per million tokens, catalog of 2026-11-28

MODEL                       TIER          IN     OUT  SAVED  DAYS LEFT
us.amazon.nova-2-lite-v1:0  priority  0.5775  4.8125   -75%          -
us.amazon.nova-2-lite-v1:0  default     0.33    2.75     0%          -
us.amazon.nova-2-lite-v1:0  flex       0.165   1.375    50%          -
acme.new                    default        -       -      -          -
`);
});

it('finds models by a word', async () => {
  const { run } = await startAccount();
  const { stdout } = await run('models', 'GEMMA', '--json');
  expect(expectDocument('models', stdout)).toMatchObject({
    models: [
      { modelId: 'google.gemma-3-27b-it', serviceTier: 'priority' },
      {
        modelId: 'google.gemma-3-27b-it',
        serviceTier: 'default',
        price: { inputUsdPerMillionTokens: 0.23 },
      },
      { modelId: 'google.gemma-3-27b-it', serviceTier: 'flex' },
    ],
  });
  expect((await run('models', 'claude')).stdout).toContain(
    'No model that the router may call has "claude" in its ID.',
  );
});
