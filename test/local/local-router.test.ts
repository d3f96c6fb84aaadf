import { expect, it, onTestFinished } from 'vitest';
import { type LocalRouterOptions, startLocalRouter } from '../../local/local-router';
import { serveOnLoopback } from '../../local/loopback-server';

async function start(options: LocalRouterOptions = {}) {
  const router = await startLocalRouter(options);
  onTestFinished(() => router.close());
  return router;
}

it('creates the parameters of its operations, as a deployment does', async () => {
  const { aws, url } = await start({
    settings: { operations: { summary: 'google.gemma-3-27b-it' } },
  });
  expect(
    aws.parameterStore.parameters.get('/bedrock-tier-router/operations/summary'),
  ).toMatchObject({
    type: 'StringList',
    value: 'google.gemma-3-27b-it',
    allowedPattern: expect.stringMatching(/^\^.+\$$/),
  });
  const response = await fetch(`${url}/v1/operations`);
  expect(await response.json()).toMatchObject({
    operations: [{ operation: 'summary', route: ['google.gemma-3-27b-it'], mappingVersion: '1' }],
  });
});

it('overrides environment variables of the function', async () => {
  const settings = { operations: { summary: 'google.gemma-3-27b-it' } };
  const environment = { AWS_ENDPOINT_URL_SSM: 'http://127.0.0.1:9' };
  const { url } = await start({ settings, environment });
  const response = await fetch(`${url}/v1/operations`);
  expect(await response.json()).toMatchObject({
    operations: [
      { operation: 'summary', route: ['google.gemma-3-27b-it'], mappingVersion: 'deploy' },
    ],
  });
});

it('closes the emulators if the port of the router is taken', async () => {
  const taken = await serveOnLoopback(() => {});
  onTestFinished(() => taken.close());
  const free = await serveOnLoopback(() => {});
  await free.close();
  const starting = startLocalRouter({ port: taken.port, aws: { port: free.port } });
  await expect(starting).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await expect(fetch(free.url)).rejects.toThrow();
});

it('does not start if the port of the emulators is taken', async () => {
  const taken = await serveOnLoopback(() => {});
  onTestFinished(() => taken.close());
  await expect(startLocalRouter({ aws: { port: taken.port } })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
