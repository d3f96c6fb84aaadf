import type { JsonObject } from '../../../lambda/core/json/json-object';
import type { ExceptionName } from '../error';
import type { StreamForm } from '../failures/failure-rule';
import type { StreamEvent } from '../wire/completion';
import type { StreamException } from '../wire/event-stream-frame';
import { SIMULATED_ERROR, type StreamError, type StreamFraming } from '../wire/stream-framing';
import type { OpenaiApi } from './api';
import { describeError, type OpenaiError } from './format-error';

/** The last event of a chat completion, which is not JSON. */
export const DONE: StreamEvent = { type: 'done', payload: {} };

const EXCEPTION_BY_NAME: Readonly<Record<StreamException, ExceptionName>> = {
  internalServerException: 'InternalServerException',
  modelStreamErrorException: 'ModelErrorException',
  modelTimeoutException: 'ModelTimeoutException',
  serviceUnavailableException: 'ServiceUnavailableException',
  throttlingException: 'ThrottlingException',
  validationException: 'ValidationException',
};

/** The last events, which a failure can leave out. */
const STOPS = ['done', 'response.completed', 'response.incomplete'];

/**
 * Encodes streams as server-sent events. As in live Bedrock, an event has no line `event:`; its type stands in its data.
 */
export function frameServerSentEvents(api: OpenaiApi): StreamFraming {
  return {
    contentType: 'text/event-stream',
    frame(event, failure) {
      const text = writeInForm(event, failure?.kind === 'stream-form' ? failure.form : undefined);
      return text === undefined ? undefined : Buffer.from(text);
    },
    frameError: (failure) => Buffer.from(writeError(api, failure)),
  };
}

function writeInForm(event: StreamEvent, form: StreamForm | undefined): string | undefined {
  if (form === 'no-stop' && STOPS.includes(event.type)) return undefined;
  if (form === 'no-metadata') {
    return event.type === 'usage' ? undefined : writeEvent(withoutUsage(event));
  }
  const text = writeEvent(event);
  return form === 'corrupt' && event.isDelta === true ? corrupt(text) : text;
}

function writeEvent(event: StreamEvent): string {
  return event === DONE ? 'data: [DONE]\n\n' : write(event.payload);
}

function write(payload: JsonObject): string {
  return `data: ${JSON.stringify(payload)}\n\n`;
}

function withoutUsage(event: StreamEvent): StreamEvent {
  const { response } = event.payload;
  if (!STOPS.includes(event.type) || response === undefined) return event;
  return { ...event, payload: { ...event.payload, response: { ...response, usage: null } } };
}

/** The data ends before its JSON does. */
function corrupt(text: string): string {
  return `${text.slice(0, -4)}\n\n`;
}

/**
 * The forms are OpenAI's, because Bedrock's are unknown: an object with `error` in place of a chunk, the event
 * `response.failed`, and, unmodeled, the event `error`.
 */
function writeError(api: OpenaiApi, failure: StreamError): string {
  const { exception = 'throttlingException', message = SIMULATED_ERROR, unmodeled } = failure;
  const error = describeError(EXCEPTION_BY_NAME[exception], message);
  if (api === 'ChatCompletions') return write({ error });
  return write(unmodeled === true ? { ...error, type: 'error' } : failResponse(error));
}

function failResponse({ code, message }: OpenaiError): JsonObject {
  const response = { object: 'response', status: 'failed', error: { code, message }, usage: null };
  return { type: 'response.failed', response };
}
