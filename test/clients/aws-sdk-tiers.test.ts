import {
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { createClient, MESSAGES, NOVA, NOVA_BODY } from './bedrock-client';
import { runRouter } from './run-router';

const router = runRouter();

const TIER_HEADER = 'x-amzn-bedrock-service-tier';
const SUFFIXES = ['', ':default', ':standard', ':flex', ':priority'] as const;
const TIER_OF = {
  '': undefined,
  ':default': undefined,
  ':standard': undefined,
  ':flex': 'flex',
  ':priority': 'priority',
} as const;

function readBody(): { readonly [member: string]: unknown } {
  return JSON.parse(router.arrival.body.toString('utf8'));
}

describe.each(SUFFIXES)('the suffix "%s"', (suffix) => {
  const modelId = NOVA + suffix;
  const tier = TIER_OF[suffix];
  const tierMember = tier === undefined ? undefined : { type: tier };

  it.each([
    ['converse', new ConverseCommand({ modelId, messages: MESSAGES })],
    ['converse-stream', new ConverseStreamCommand({ modelId, messages: MESSAGES })],
  ] as const)('goes into the body of %s', async (action, command) => {
    await createClient(router.url).send(command);
    expect(router.arrival.path).toBe(`/model/us.amazon.nova-2-lite-v1%3A0/${action}`);
    expect(readBody()['serviceTier']).toEqual(tierMember);
    expect(router.arrival.headers[TIER_HEADER]).toBeUndefined();
  });

  it.each([
    ['invoke', new InvokeModelCommand({ modelId, body: NOVA_BODY })],
    [
      'invoke-with-response-stream',
      new InvokeModelWithResponseStreamCommand({ modelId, body: NOVA_BODY }),
    ],
  ] as const)('goes into a header of %s', async (action, command) => {
    await createClient(router.url).send(command);
    expect(router.arrival.path).toBe(`/model/us.amazon.nova-2-lite-v1%3A0/${action}`);
    expect(router.arrival.headers[TIER_HEADER]).toBe(tier);
    expect(router.arrival.body.toString('utf8')).toBe(NOVA_BODY);
  });

  it('goes nowhere with count-tokens', async () => {
    const input = { converse: { messages: MESSAGES } };
    await createClient(router.url).send(new CountTokensCommand({ modelId, input }));
    expect(router.arrival.path).toBe('/model/us.amazon.nova-2-lite-v1%3A0/count-tokens');
    expect(readBody()['serviceTier']).toBeUndefined();
    expect(router.arrival.headers[TIER_HEADER]).toBeUndefined();
  });
});

describe('the tier of a request wins', () => {
  it.each([
    [NOVA, 'flex', { type: 'flex' }],
    [`${NOVA}:flex`, 'priority', { type: 'priority' }],
    [`${NOVA}:flex`, 'default', undefined],
    ['extraction', 'priority', { type: 'priority' }],
  ] as const)('over %s where the body says %s', async (modelId, type, arrived) => {
    const reply = await createClient(router.url).send(
      new ConverseCommand({ modelId, messages: MESSAGES, serviceTier: { type } }),
    );
    expect(readBody()['serviceTier']).toEqual(arrived);
    expect(reply.serviceTier).toEqual({ type });
  });

  it.each([
    [NOVA, 'flex', 'flex'],
    [`${NOVA}:flex`, 'priority', 'priority'],
    [`${NOVA}:flex`, 'default', undefined],
    ['extraction', 'priority', 'priority'],
  ] as const)('over %s where the header says %s', async (modelId, serviceTier, arrived) => {
    const reply = await createClient(router.url).send(
      new InvokeModelCommand({ modelId, body: NOVA_BODY, serviceTier }),
    );
    expect(router.arrival.headers[TIER_HEADER]).toBe(arrived);
    expect(reply.serviceTier).toBe(serviceTier);
  });
});

it('tells in the receipt what was asked for and what was served', async () => {
  const reply = await fetch(`${router.url}/model/extraction/invoke`, {
    method: 'POST',
    body: NOVA_BODY,
  });
  await reply.arrayBuffer();
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'x-router-operation': 'extraction',
    'x-router-model-id': NOVA,
    'x-router-requested-tier': 'flex',
    'x-router-mapping-version': '1',
    'x-amzn-bedrock-service-tier': 'flex',
    'x-amzn-bedrock-input-token-count': '5',
    'x-amzn-bedrock-output-token-count': '36',
  });
});
