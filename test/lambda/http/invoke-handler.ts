import { createHandler } from '../../../lambda/http/create-handler';
import { composeContext } from '../../../local/lambda/node-runtime';
import type { FakeRouter } from '../../fakes/fake-router';
import { createResponseStream, readWritten, type WrittenResponse } from './lambda-runtime';

/** Its time never runs out: files of a thread share this module, and a thread lives for minutes. */
export const CONTEXT = {
  ...composeContext(60_000),
  awsRequestId: 'lambda-request-1',
  getRemainingTimeInMillis: () => 60_000,
};

/** Invokes the function as the runtime does, and reads what it wrote. */
export async function invoke(router: FakeRouter, event: unknown): Promise<WrittenResponse> {
  const stream = createResponseStream();
  const handling = createHandler(router, 30_000)(event, stream, CONTEXT);
  const [written] = await Promise.all([readWritten(stream), handling]);
  return written;
}
