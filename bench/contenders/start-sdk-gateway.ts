import { join } from 'node:path';
import { Child } from '../processes/child';
import type { ContenderServer } from './contender';
import { composeBenchEnvironment } from './function-environment';

const GATEWAY_PROCESS = join(__dirname, 'sdk-gateway-process.ts');

export async function startSdkGateway(upstreamUrl: string): Promise<ContenderServer> {
  const process = new Child({
    script: GATEWAY_PROCESS,
    environment: composeBenchEnvironment(upstreamUrl),
  });
  const { url } = await process.nextMessage<{ readonly url: string }>();
  return { process, url };
}
