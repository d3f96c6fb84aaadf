import { type BedrockAction, MODEL_ACTIONS } from '../../core/wire/bedrock-action';
import type { StreamMessage } from '../../core/wire/streams/event-facts';
import { EventStreamReader } from './event-stream-reader';
import { ServerSentEventsReader } from './server-sent-events-reader';
import type { MessageReader } from './tapped-stream';

/** The APIs of AWS stream frames of its own format, those of OpenAI stream text. */
export function openMessageReader(
  action: BedrockAction,
  onMessage: (message: StreamMessage) => void,
): MessageReader {
  const hasFrames = MODEL_ACTIONS.some((each) => each === action);
  return hasFrames ? new EventStreamReader(onMessage) : new ServerSentEventsReader(onMessage);
}
