import { SSMClient } from '@aws-sdk/client-ssm';
import { onTestFinished } from 'vitest';
import { ParameterStoreCallers } from '../../lambda/adapters/parameter-store/parameter-store-callers';
import { composeLocalClient } from '../../local/compose-local-client';
import { serveOnLoopback } from '../../local/loopback-server';
import { ParameterStoreEmulator } from '../../local/parameter-store/emulator';
import { FakeClock } from '../fakes/fake-clock';
import { RecordingTelemetry } from '../fakes/recording-telemetry';

export const PATH = '/bedrock-tier-router/callers';
export const MAX_AGE_MILLIS = 30_000;

/** An emulator for Parameter Store for one test, and as many sources on it as the test wants. */
export async function startCallers(policies: Readonly<Record<string, string>> = {}) {
  const emulator = new ParameterStoreEmulator();
  const server = await serveOnLoopback(emulator.listener);
  onTestFinished(() => server.close());
  const write = (callerId: string, value: string) =>
    void emulator.parameters.put({
      name: `${PATH}/${callerId}`,
      type: 'String',
      value,
      overwrite: true,
    });
  for (const [callerId, value] of Object.entries(policies)) write(callerId, value);
  return { emulator, write, open: () => openCallers(server.url) };
}

/** The adapter on an endpoint, with a clock that the test moves. */
function openCallers(url: string) {
  const client = createClient(url);
  const clock = new FakeClock();
  const telemetry = new RecordingTelemetry();
  const maxAgeMillis = MAX_AGE_MILLIS;
  const callers = new ParameterStoreCallers({
    client,
    path: PATH,
    maxAgeMillis,
    clock: clock.read,
    telemetry,
  });
  return { callers, clock, telemetry };
}

/** What becomes of an ID: the caller's name, or the code of the refusal. */
export async function tell(
  { callers }: Pick<ReturnType<typeof openCallers>, 'callers'>,
  callerId: string | undefined,
): Promise<string> {
  return callers.find(callerId).then(
    ({ policy }) => policy.name,
    ({ code }) => code,
  );
}

/** Lets a source grow old and has it read anew. */
export async function refresh(opened: ReturnType<typeof openCallers>): Promise<void> {
  opened.clock.advance(MAX_AGE_MILLIS);
  await tell(opened, undefined);
  await opened.callers.settled();
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
