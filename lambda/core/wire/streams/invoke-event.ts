import { parseJsonObject } from '../../json/json-object';
import { readBodyCounts } from '../counts/body-counts';
import { type EventFacts, type EventReader, parsePayload } from './event-facts';
import { hasPiece, readEnding } from './model-event';

const FOREIGN: EventFacts = { ending: 'foreign', hasContent: false, endsUsage: false };
const UNREAD: EventFacts = { ending: 'unread', hasContent: true, endsUsage: false };
const LAST: EventFacts = { ending: 'ends', hasContent: false, endsUsage: true };

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
    hasContent: hasPiece(event),
    endsUsage: ending === 'ends',
    counts: readBodyCounts(event),
  };
};

function decodeChunk(payload: Buffer): string {
  const bytes = parsePayload(payload)?.['bytes'];
  return typeof bytes === 'string' ? Buffer.from(bytes, 'base64').toString('utf8') : '';
}
