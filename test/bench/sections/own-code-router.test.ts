import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { composeBenchEnvironment } from '../../../bench/contenders/function-environment';
import { createOwnCodeRouter } from '../../../bench/sections/own-code-router';
import { REPLY } from '../../../bench/upstream/compose-replies';
import { readRouterConfig } from '../../../lambda/core/settings/router-config';

/** No server listens there, so that a real request fails. */
const ENVIRONMENT = composeBenchEnvironment('http://127.0.0.1:9');
const REQUEST = {
  action: 'converse',
  baseModelId: 'us.amazon.nova-2-lite-v1:0',
  path: '/model/us.amazon.nova-2-lite-v1%3A0/converse',
  headers: {},
  body: Buffer.from('{}'),
} as const;

beforeAll(() => {
  for (const [name, value] of Object.entries(ENVIRONMENT)) vi.stubEnv(name, value);
});

afterAll(() => void vi.unstubAllEnvs());

it('reads its mapping from Parameter Store without a socket', async () => {
  const { snapshots } = createOwnCodeRouter(readRouterConfig(ENVIRONMENT));
  const { mapping } = await snapshots.current();
  expect(mapping.get('extraction')?.version).toBe('1');
});

it('gets the whole reply through the real adapter without a socket', async () => {
  const { bedrock } = createOwnCodeRouter(readRouterConfig(ENVIRONMENT));
  const reply = await bedrock.invoke(REQUEST, new AbortController().signal);
  const chunks: Uint8Array[] = [];
  for await (const chunk of reply.body) chunks.push(chunk);
  expect(reply.status).toBe(200);
  expect(Buffer.concat(chunks)).toEqual(REPLY);
  expect(reply.readEnd()).toMatchObject({ resolvedTier: 'flex', usage: { inputTokens: 250 } });
});
