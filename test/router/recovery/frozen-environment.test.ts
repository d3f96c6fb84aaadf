import { expect, it, onTestFinished, vi } from 'vitest';
import { serveAwsEmulators } from '../../../local/aws-emulators';
import { composeFunctionEnvironment } from '../../../local/compose-function-environment';
import { composeContext } from '../../../local/lambda/node-runtime';
import { writeRoutes } from '../../../local/write-parameters';
import { FunctionResponseStream } from '../../fakes/response-stream/function-response-stream';
import { readEventFile } from '../../lambda/http/events/read-event-file';
import { readWritten } from '../../lambda/http/lambda-runtime';
import { deployInto, startCold } from '../start-environments';
import { GEMMA, US } from './ask-route';

const RESTED_MILLIS = 40_000;

it('a cooldown ends while the environment is frozen, although its monotonic clock stands still', async () => {
  const aws = await serveAwsEmulators();
  onTestFinished(() => aws.close());
  writeRoutes(aws.parameterStore.parameters, { extraction: `${US},${GEMMA}` });
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  deployInto(composeFunctionEnvironment({}, { bedrockUrl: aws.url, ssmUrl: aws.url }));
  const { handler } = startCold();
  const findModels = async () => {
    aws.bedrock.journal.clear();
    const client = new FunctionResponseStream();
    const event = readEventFile('post-operation');
    const handling = handler(event, client, composeContext(900_000));
    await Promise.all([readWritten(client), handling]);
    return aws.bedrock.journal.entries.map(({ modelId }) => modelId);
  };
  aws.bedrock.failures.add({ kind: 'throttle', modelId: US, times: 3 });
  for (let count = 0; count < 3; count += 1) await findModels();
  expect(await findModels()).toEqual([GEMMA]);
  vi.setSystemTime(Date.now() + RESTED_MILLIS);
  expect(await findModels()).toEqual([US]);
});
