import { createHandler } from '../../../lambda/http/create-handler';
import { composeContext } from '../../../local/lambda/node-runtime';
import type { FakeRouter } from '../../fakes/fake-router';
import { createResponseStream, readWritten, type WrittenResponse } from './lambda-runtime';

export const CONTEXT = { ...composeContext(60_000), awsRequestId: 'lambda-request-1' };

/** Invokes the function as the runtime does, and reads what it wrote. */
export async function invoke(router: FakeRouter, event: unknown): Promise<WrittenResponse> {
  const stream = createResponseStream();
  const handling = createHandler(router, 30_000)(event, stream, CONTEXT);
  const [written] = await Promise.all([readWritten(stream), handling]);
  return written;
}
