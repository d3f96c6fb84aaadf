import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { BenchCase } from '../cases';
import { composeConverseInput } from '../contenders/compose-converse';
import type { Call } from './run-window';

const MOST_CONNECTIONS = 1_024;

/** Calls Bedrock by the AWS SDK, over HTTP/1.1 like the router. */
export function callSdk(benchCase: BenchCase): Call {
  const client = new BedrockRuntimeClient({
    requestHandler: new NodeHttpHandler({
      httpAgent: { keepAlive: true, maxSockets: MOST_CONNECTIONS },
    }),
  });
  const input = composeConverseInput(benchCase);
  return benchCase.isStream ? stream : send;

  async function send() {
    const { usage } = await client.send(new ConverseCommand(input));
    if (usage?.outputTokens === undefined) throw new Error('the reply has no usage');
    return { firstByteAt: performance.now() };
  }

  async function stream() {
    let firstByteAt = 0;
    let isWhole = false;
    const { stream: events = [] } = await client.send(new ConverseStreamCommand(input));
    for await (const event of events) {
      firstByteAt ||= performance.now();
      if (event.metadata !== undefined) isWhole = true;
    }
    if (!isWhole) throw new Error('the stream has no end');
    return { firstByteAt };
  }
}
