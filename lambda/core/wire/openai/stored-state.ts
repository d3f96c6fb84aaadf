import type { OpenAiApi } from '../bedrock-action';
import type { RequestBody } from '../request-body';
import type { WireRequest } from '../wire';

/** The members by which a request of the Responses API refers to what Bedrock keeps. */
const REFERENCES = ['previous_response_id', 'conversation', 'prompt'];

/** The members of an API that decide where a request may be answered. */
export const STATE_MEMBERS: Readonly<Record<OpenAiApi, readonly string[]>> = {
  'chat-completions': [],
  responses: ['store', ...REFERENCES],
};

/** An item of the input that stands for a stored one. */
const ITEM_REFERENCE = '"item_reference"';

/**
 * Whether a part of the prompt is stored at Bedrock, so that the body does not have it. The whole input is not parsed for
 * that; a text that looks like a reference counts as one.
 */
export function continuesStored(body: RequestBody): boolean {
  return (
    REFERENCES.some((name) => (body.read(name) ?? undefined) !== undefined) ||
    body.text.includes(ITEM_REFERENCE)
  );
}

/**
 * How far a request can be moved without losing what Bedrock keeps. A response is kept in the account and the Region that
 * served it, and a conversation goes on with the model that began it.
 *
 * | Responses API                            | Another candidate may answer              |
 * |------------------------------------------|-------------------------------------------|
 * | `previous_response_id`, `conversation`   | of the same model and connection          |
 * | `"store": true`                          | of the same model and connection          |
 * | no `store`, which is stored, too         | of the same connection                    |
 * | `"store": false`                         | any                                       |
 *
 * @see https://developers.openai.com/api/docs/guides/conversation-state
 */
export function findReach(body: RequestBody, api: OpenAiApi): WireRequest['reach'] {
  if (api !== 'responses') return undefined;
  const store = body.read('store');
  if (store === true || continuesStored(body)) return 'model';
  return store === false ? undefined : 'connection';
}
