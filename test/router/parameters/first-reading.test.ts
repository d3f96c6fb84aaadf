import { expect, it, onTestFinished } from 'vitest';
import { composeContext } from '../../../local/lambda/node-runtime';
import { FunctionResponseStream } from '../../fakes/response-stream/function-response-stream';
import { readEventFile } from '../../lambda/http/events/read-event-file';
import { readWritten } from '../../lambda/http/lambda-runtime';
import { startCold, startEnvironments } from '../start-environments';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const PREFIX = '/bedrock-tier-router';
const OPERATIONS = Array.from({ length: 30 }, (_, index) => `operation-${index}`);

/** An environment with keys, whose reading of a tree of four pages does not get beyond the second. */
async function startOnLongTree() {
  const { aws } = await startEnvironments(({ parameterStore: { parameters, failures } }) => {
    for (const name of OPERATIONS) {
      parameters.put({ name: `${PREFIX}/operations/${name}`, type: 'StringList', value: NOVA });
    }
    const name = `${PREFIX}/overrides/operations/operation-7`;
    parameters.put({ name, type: 'StringList', value: `${NOVA}:flex` });
    failures.plan({ kind: 'hang', operation: 'GetParametersByPath', skip: 2, times: 1_000 });
  });
  const { handler } = startCold();
  const handled: Promise<unknown>[] = [];
  // A call that hangs is given up after two seconds, and the next one succeeds.
  onTestFinished(async () => {
    aws.parameterStore.failures.clear();
    await Promise.all(handled);
  });
  const ask = async (path: string, callerId: string) => {
    const event = { ...readEventFile('post-operation'), path };
    event.requestContext.identity.apiKeyId = callerId;
    const stream = new FunctionResponseStream();
    handled.push(handler(event, stream, composeContext(900_000)));
    const { statusCode, headers = {} } = await readWritten(stream);
    return [
      statusCode,
      headers['x-router-mapping-version'] ?? headers['x-router-error'],
      headers['x-router-model-id'],
    ];
  };
  return { aws, ask };
}

it('requests do not wait for a long tree, whatever operation, model or caller they name', async () => {
  const { aws, ask } = await startOnLongTree();
  expect(await ask('/v1/operation-3', 'claims0000')).toEqual([200, '1', NOVA]);
  expect(await ask('/v1/operation-7', 'claims0000')).toEqual([200, 'override-1', NOVA]);
  expect(await ask(`/model/${NOVA}/converse`, 'claims0000')).toEqual([200, undefined, NOVA]);
  expect(await ask('/v1/operation-3', 'stranger00')).toEqual([403, 'unknown-caller', undefined]);
  const named = aws.parameterStore.journal.filter(({ operation }) => operation === 'GetParameters');
  expect(named).toHaveLength(4);
});
