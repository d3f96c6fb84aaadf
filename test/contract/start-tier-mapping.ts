import { SSMClient } from '@aws-sdk/client-ssm';
import { onTestFinished } from 'vitest';
import {
  ParameterStoreTierMapping,
  type ParameterStoreTierMappingOptions,
} from '../../lambda/adapters/parameter-store/parameter-store-tier-mapping';
import { composeLocalClient } from '../../local/compose-local-client';
import { serveOnLoopback } from '../../local/loopback-server';
import { ParameterStoreEmulator } from '../../local/parameter-store/emulator';
import { FakeClock } from '../fakes/fake-clock';
import { composeMapping } from '../fakes/fixed-tier-mapping';
import { listRoutes } from '../fakes/list-routes';
import { RecordingTelemetry } from '../fakes/recording-telemetry';

export const PATH = '/bedrock-tier-router/operations';
export const MAX_AGE_MILLIS = 30_000;
export const NOVA = 'us.amazon.nova-2-lite-v1:0';
export const DEPLOYED = { classification: `${NOVA}:priority`, extraction: `${NOVA}:flex` };

type Options = Partial<Omit<ParameterStoreTierMappingOptions, 'client' | 'clock' | 'telemetry'>>;

/** An emulator for Parameter Store for one test, and as many mappings on it as the test wants. */
export async function startParameters(routes: Readonly<Record<string, string>> = {}) {
  const emulator = new ParameterStoreEmulator();
  const server = await serveOnLoopback(emulator.listener);
  onTestFinished(() => server.close());
  const write = (operation: string, value: string) =>
    void emulator.parameters.put({
      name: `${PATH}/${operation}`,
      type: 'StringList',
      value,
      overwrite: true,
    });
  for (const [operation, value] of Object.entries(routes)) write(operation, value);
  const open = (options: Options = {}) => openMapping(server.url, options);
  return { emulator, write, open, url: server.url };
}

/** The adapter on an endpoint, with a clock that the test moves. */
export function openMapping(url: string, options: Options = {}) {
  const client = createClient(url);
  const clock = new FakeClock();
  const telemetry = new RecordingTelemetry();
  const mapping = new ParameterStoreTierMapping({
    client,
    path: PATH,
    bounds: { models: 'any', tiers: ['priority', 'default', 'flex', 'reserved'] },
    deployed: composeMapping(DEPLOYED, 'deploy'),
    maxAgeMillis: MAX_AGE_MILLIS,
    clock: clock.read,
    telemetry,
    ...options,
  });
  return { mapping, clock, telemetry };
}

/** Lets a mapping grow old, has it read anew, and gives what is in force then. */
export async function refresh({ mapping, clock }: ReturnType<typeof openMapping>) {
  clock.advance(MAX_AGE_MILLIS);
  await mapping.current();
  await mapping.settled();
  return listRoutes(await mapping.current());
}

/** Without retries, whose pauses would be real. */
function createClient(endpoint: string): SSMClient {
  const client = new SSMClient({
    ...composeLocalClient(endpoint),
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  return client;
}
