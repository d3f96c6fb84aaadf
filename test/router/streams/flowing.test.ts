import { expect, it, onTestFinished, vi } from 'vitest';
import { serveAwsEmulators } from '../../../local/aws-emulators';
import { composeFunctionEnvironment } from '../../../local/compose-function-environment';
import { composeContext } from '../../../local/lambda/node-runtime';
import { writeSettings } from '../../../local/write-parameters';
import { runScriptedBedrock } from '../../clients/scripted-bedrock';
import { FunctionResponseStream } from '../../fakes/response-stream/function-response-stream';
import { readEventFile } from '../../lambda/http/events/read-event-file';
import { deployInto, startCold } from '../start-environments';
import { FRAMES } from './frames';

const bedrock = runScriptedBedrock();
const METADATA_END = Buffer.alloc(8);
const ALL = Buffer.concat(FRAMES);

/**
 * Streams for nine seconds, where a request may take two, by the deployed bundle in this process. The clock runs on only when
 * the client has all that was sent, so no time passes because the machine is busy.
 */
async function stream(headers: Record<string, string> = {}, timeouts?: object) {
  const aws = await serveAwsEmulators();
  if (timeouts) writeSettings(aws.parameterStore.parameters, { extraction: { timeouts } });
  onTestFinished(() => aws.close());
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const settings = { requestTimeoutSeconds: 2 };
  deployInto(composeFunctionEnvironment(settings, bedrock.chooseEndpoints(aws.url)));
  const client = new FunctionResponseStream();
  const received: Buffer[] = [];
  const readBody = () => {
    const bytes = Buffer.concat(received);
    return bytes.subarray(bytes.indexOf(METADATA_END) + METADATA_END.length);
  };
  bedrock.script((response) => {
    const sent: Uint8Array[] = [];
    const sendNext = () => {
      vi.advanceTimersByTime(1_500);
      sent.push(...FRAMES.slice(sent.length, sent.length + 1));
      response.write(sent.at(-1));
      if (sent.length === FRAMES.length) response.end();
    };
    client.on('data', (chunk) => {
      received.push(chunk);
      if (readBody().equals(Buffer.concat(sent)) && !response.writableEnded) sendNext();
    });
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    sendNext();
  });
  const event = { ...readEventFile('post-operation'), path: '/v1/extraction/stream' };
  const handling = startCold().handler(
    { ...event, pathParameters: null, headers, multiValueHeaders: {}, body: '{"messages":[]}' },
    client,
    composeContext(900_000),
  );
  return { handling, readBody };
}

it('a stream that flows may take longer than the request’s own time', async () => {
  const { handling, readBody } = await stream();
  await handling;
  expect(readBody()).toEqual(ALL);
});

it('a stream that flows ends with the time that its caller sets', async () => {
  const { handling, readBody } = await stream({ 'x-router-timeout-ms': '4000' });
  await expect(handling).rejects.toMatchObject({ code: 'timed-out' });
  expect(readBody().length).toBeLessThan(ALL.length);
});

it.each([
  [{ idleSeconds: 1 }, 'nothing of the stream moved for 1 s'],
  [{ wholeSeconds: 4 }, 'the request did not end within its 4 s'],
])('a stream ends with the settings %j of its operation', async (timeouts, message) => {
  const { handling, readBody } = await stream({}, timeouts);
  await expect(handling).rejects.toMatchObject({ code: 'timed-out', message });
  expect(readBody().length).toBeLessThan(ALL.length);
});

it('a stream within the settings of its operation flows to its end', async () => {
  const { handling, readBody } = await stream({}, { idleSeconds: 1.8, wholeSeconds: 60 });
  await handling;
  expect(readBody()).toEqual(ALL);
});
