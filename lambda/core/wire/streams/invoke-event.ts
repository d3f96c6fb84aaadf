import { parseJsonObject } from '../../json/json-object';
import { readBodyCounts } from '../counts/body-counts';
import { type EventFacts, type EventReader, parsePayload } from './event-facts';
import { measurePiece, readEnding } from './model-event';

/** The longest message that a stream's frame holds. */
const LONGEST_MESSAGE_BYTES = 16 * 1024 * 1024;

const FOREIGN: EventFacts = { ending: 'foreign', contentBytes: 0, endsUsage: false };
const UNREAD: EventFacts = {
  ending: 'unread',
  contentBytes: LONGEST_MESSAGE_BYTES,
  endsUsage: false,
};
const LAST: EventFacts = { ending: 'ends', contentBytes: 0, endsUsage: true };

/** Some models end a stream with this text of OpenAI's instead of an event. */
const DONE = '[DONE]';

/**
 * Reads an event of InvokeModelWithResponseStream: a `chunk` that has an event of the model in base64.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ResponseStream.html
 */
export const readInvokeEvent: EventReader = ({ name, payload }) => {
  if (name !== 'chunk') return FOREIGN;
  if (payload === undefined) return UNREAD;
  const text = decodeChunk(payload);
  if (text === DONE) return LAST;
  const event = parseJsonObject(text);
  if (event === undefined) return FOREIGN;
  const ending = readEnding(event);
  return {
    ending,
    contentBytes: measurePiece(event),
    endsUsage: ending === 'ends',
    counts: readBodyCounts(event),
  };
};

function decodeChunk(payload: Buffer | string): string {
  const bytes = parsePayload(payload)?.['bytes'];
  return typeof bytes === 'string' ? Buffer.from(bytes, 'base64').toString('utf8') : '';
}
