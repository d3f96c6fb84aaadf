import type { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { isJsonObject } from '../../core/json/json-object';

/**
 * Reads the time of DynamoDB's clock from the `Date` header of a command's answer, be it a success or an error. All
 * environments share that clock, while one of their own may be wrong.
 *
 * @returns a function that returns Unix time in seconds, by this environment's clock if the answer had no date
 */
export function watchServerTime(command: UpdateItemCommand): () => number {
  let date = Number.NaN;
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      date = Date.parse(readDate(result.response));
      return result;
    },
    // Before the answer is read, because an error is thrown then.
    { name: 'watchServerTime', step: 'deserialize', priority: 'low' },
  );
  return () => Math.floor((Number.isNaN(date) ? Date.now() : date) / 1000);
}

function readDate(response: unknown): string {
  const headers = isJsonObject(response) ? response['headers'] : undefined;
  return isJsonObject(headers) ? String(headers['date']) : '';
}
