import { SSMClient } from '@aws-sdk/client-ssm';
import { onTestFinished } from 'vitest';
import { composeLocalClient } from '../../../local/compose-local-client';
import { serveOnLoopback } from '../../../local/loopback-server';
import { ParameterStoreEmulator } from '../../../local/parameter-store/emulator';

/** An emulator on a free port for one test, and the official client pointed at it. */
export async function startParameterStore(clock?: () => Date) {
  const emulator = new ParameterStoreEmulator(clock === undefined ? {} : { clock });
  const { url, close } = await serveOnLoopback(emulator.listener);
  const client = new SSMClient({
    ...composeLocalClient(url),
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await close();
  });
  return { emulator, client, url };
}
