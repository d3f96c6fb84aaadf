import {
  ConverseCommand,
  type ServiceTierType,
  ValidationException,
} from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { askJson, readJson } from './ask';
import { CLAUDE, MESSAGES, NOVA, startEmulator } from './start-emulator';

const APPLICATION_PROFILE =
  'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';
const PROFILE_ARN =
  'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-2-lite-v1:0';
const PROVISIONED = 'arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abc123def456';

const UNSUPPORTED = 'The provided service tier is not supported for this model';

it.each([
  [NOVA, 'priority', 'priority'],
  [NOVA, 'flex', 'flex'],
  [NOVA, 'default', 'default'],
  ['amazon.nova-2-lite-v1:0', 'flex', 'flex'],
  ['global.amazon.nova-2-lite-v1:0', 'flex', 'flex'],
  ['google.gemma-3-27b-it', 'priority', 'priority'],
  ['openai.gpt-oss-20b-1:0', 'flex', 'flex'],
  [CLAUDE, 'default', 'default'],
  [APPLICATION_PROFILE, 'flex', 'flex'],
  [PROFILE_ARN, 'priority', 'priority'],
  ['arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0', 'flex', 'flex'],
  [PROVISIONED, 'default', 'default'],
])('serves %s on %s', async (modelId, tier, served) => {
  const { client, emulator } = await startEmulator();
  const serviceTier = { type: tier as ServiceTierType };
  const reply = await client.send(
    new ConverseCommand({ modelId, messages: MESSAGES, serviceTier }),
  );
  expect(reply.serviceTier).toEqual({ type: served });
  expect(emulator.journal.entries[0]).toMatchObject({
    modelId,
    requestedTier: tier,
    resolvedTier: served,
  });
});

it.each([
  [CLAUDE, 'flex', UNSUPPORTED],
  ['us.meta.llama3-3-70b-instruct-v1:0', 'priority', UNSUPPORTED],
  ['amazon.nova-lite-v1:0', 'flex', UNSUPPORTED],
  ['amazon.nova-micro-v1:0:128k', 'priority', UNSUPPORTED],
  ['amazon.nova-pro-v1:0:300k', 'flex', UNSUPPORTED],
  [PROVISIONED, 'flex', UNSUPPORTED],
  [NOVA, 'standard', 'service tier provided is invalid'],
  [NOVA, 'FLEX', 'service tier provided is invalid'],
  [NOVA, '', 'service tier provided is invalid'],
  [NOVA, 'reserved', 'Reservation not found.'],
  [CLAUDE, 'reserved', 'Reservation not found.'],
  [APPLICATION_PROFILE, 'reserved', 'Reservation not found.'],
])('refuses %s on "%s": %s', async (modelId, tier, message) => {
  const { client, emulator } = await startEmulator();
  const serviceTier = { type: tier as ServiceTierType };
  const call = client.send(new ConverseCommand({ modelId, messages: MESSAGES, serviceTier }));
  await expect(call).rejects.toBeInstanceOf(ValidationException);
  await expect(call).rejects.toMatchObject({ message, $metadata: { httpStatusCode: 400 } });
  expect(emulator.journal.entries[0]).toMatchObject({
    requestedTier: tier,
    status: 400,
    exception: 'ValidationException',
  });
});

it.each([
  'us.amazon.nova-2-lite-v1:0:flex',
  'google.gemma-3-27b-it:priority',
  'us.anthropic.claude-sonnet-4-6:reserved',
  `${APPLICATION_PROFILE}:flex`,
  'amazon.nova-9-huge-v1:0',
  'mars.amazon.nova-2-lite-v1:0',
  'arn:aws:s3:::bucket/key',
  'classification',
])('knows no model %s', async (modelId) => {
  const { client } = await startEmulator();
  await expect(
    client.send(new ConverseCommand({ modelId, messages: MESSAGES })),
  ).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'The provided model identifier is invalid.',
  });
});

it('serves priority and flex of unlisted models where the options say so', async () => {
  const { client } = await startEmulator({ servesUnlistedTiers: true });
  const serviceTier = { type: 'flex' as const };
  const reply = await client.send(
    new ConverseCommand({ modelId: PROVISIONED, messages: MESSAGES, serviceTier }),
  );
  expect(reply.serviceTier).toEqual({ type: 'flex' });
});

describe('on the wire', () => {
  it.each([
    ['flex', 400, 'SerializationException', 'STRING_VALUE can not be converted to a Structure'],
    [7, 400, 'SerializationException', 'NUMBER_VALUE can not be converted to a Structure'],
    [true, 400, 'SerializationException', 'TRUE_VALUE can not be converted to a Structure'],
    [['flex'], 400, 'SerializationException', 'Start of list found where not expected'],
    [{ type: 7 }, 400, 'SerializationException', 'NUMBER_VALUE can not be converted to a String'],
    [
      { type: {} },
      400,
      'SerializationException',
      'Start of structure or map found where not expected.',
    ],
    [
      {},
      400,
      'ValidationException',
      "1 validation error detected: Value null at 'serviceTier.type' failed to satisfy constraint: Member must not be null",
    ],
  ])('refuses the serviceTier %j', async (serviceTier, status, exception, message) => {
    const { url } = await startEmulator();
    const answer = await askJson(`${url}/model/${NOVA}/converse`, {
      messages: MESSAGES,
      serviceTier,
    });
    expect(answer.status).toBe(status);
    expect(answer.headers['x-amzn-errortype']).toBe(
      `${exception}:http://internal.amazon.com/coral/com.amazon.bedrock/`,
    );
    expect(readJson(answer)).toEqual({ message });
  });

  it('reads a null serviceTier as none', async () => {
    const { url } = await startEmulator();
    const body = { messages: MESSAGES, serviceTier: null };
    const answer = await askJson(`${url}/model/${NOVA}/converse`, body);
    expect(answer.status).toBe(200);
  });

  it.each(['invoke', 'invoke-with-response-stream'])(
    'refuses a wrong tier header of %s',
    async (ending) => {
      const { url } = await startEmulator();
      const body = { messages: [{ role: 'user', content: [{ text: 'Page' }] }] };
      const headers = { 'x-amzn-bedrock-service-tier': 'standard' };
      const answer = await askJson(`${url}/model/${NOVA}/${ending}`, body, headers);
      expect(answer.status).toBe(400);
      expect(readJson(answer)).toEqual({ message: 'service tier provided is invalid' });
    },
  );
});
