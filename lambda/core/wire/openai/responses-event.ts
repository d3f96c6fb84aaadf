import { isJsonObject, type JsonObject, parseJsonObject } from '../../json/json-object';
import { type EventFacts, type EventReader, measureText } from '../streams/event-facts';
import { readReportedError } from './read-error';
import { readReportedUsage, readResolvedTier } from './read-reply';

const NOTHING: EventFacts = { ending: 'continues', contentBytes: 0, endsUsage: false };
/** The last event repeats the whole response, so one that is too long to be read may be it. */
const UNREAD: EventFacts = { ...NOTHING, ending: 'unread', contentBytes: 1 };

/**
 * Reads an event of a stream of the Responses API by its `type`, because Bedrock leaves out the field `event`. The last
 * event has the whole response with its usage and tier; the events before repeat the tier that was asked for.
 *
 * | type                                          | says                                    |
 * |-----------------------------------------------|-----------------------------------------|
 * | `response.….delta`                            | a piece of text, reasoning, or a call   |
 * | `response.completed`, `response.incomplete`   | the end                                 |
 * | `response.failed`                             | the end, and an error                   |
 * | `error`                                       | an error                                |
 *
 * @see https://platform.openai.com/docs/api-reference/responses-streaming
 */
export const readResponsesEvent: EventReader = ({ name, payload }) => {
  if (payload === undefined) return UNREAD;
  const event = parseJsonObject(String(payload));
  if (event === undefined) return NOTHING;
  const { type = name, response } = event;
  switch (type) {
    case 'response.completed':
    case 'response.incomplete':
      return readEnd(isJsonObject(response) ? response : {});
    case 'response.failed': {
      const failed = isJsonObject(response) ? response : {};
      return { ...readEnd(failed), error: readReportedError(failed) ?? NAMELESS };
    }
    default:
      return readPart(String(type), event);
  }
};

const NAMELESS = { name: 'error', message: undefined };

function readEnd(response: JsonObject): EventFacts {
  return {
    ending: 'ends',
    contentBytes: 0,
    endsUsage: true,
    counts: readReportedUsage(response),
    resolvedTier: readResolvedTier(response),
  };
}

function readPart(type: string, event: JsonObject): EventFacts {
  return {
    ending: 'continues',
    endsUsage: false,
    get contentBytes() {
      return type.endsWith('.delta') ? measureText(event['delta']) : 0;
    },
    error: readReportedError('type' in event ? event : { ...event, type }),
  };
}
