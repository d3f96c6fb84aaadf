import { SSMClient } from '@aws-sdk/client-ssm';
import { onTestFinished } from 'vitest';
import { serveOnLoopback } from '../../../local/loopback-server';
import { ParameterStoreStandIn } from '../../../local/parameter-store/parameter-store-stand-in';

/** A stand-in on a free port for one test, and the official client pointed at it. */
export async function startParameterStore(clock?: () => Date) {
  const standIn = new ParameterStoreStandIn(clock === undefined ? {} : { clock });
  const { url, close } = await serveOnLoopback(standIn.listener);
  const client = new SSMClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await close();
  });
  return { standIn, client, url };
}
