import { Int64, type MessageHeaders } from '@smithy/core/event-streams';
import type { StreamEvent } from '../wire/completion';
import { frameError, frameEvent, frameException } from '../wire/event-stream-frame';
import { SIMULATED_ERROR, type StreamFraming } from '../wire/stream-framing';
import type { Failure } from './failure-rule';

/** A header of each type that is not a string. Bedrock sends none of them today. */
const TYPED_HEADERS: MessageHeaders = {
  'x-yes': { type: 'boolean', value: true },
  'x-no': { type: 'boolean', value: false },
  'x-byte': { type: 'byte', value: 1 },
  'x-short': { type: 'short', value: 2 },
  'x-integer': { type: 'integer', value: 3 },
  'x-long': { type: 'long', value: Int64.fromNumber(4) },
  'x-binary': { type: 'binary', value: Uint8Array.of(7, 0, 255) },
  'x-timestamp': { type: 'timestamp', value: new Date('2026-01-01T00:00:00Z') },
  'x-uuid': { type: 'uuid', value: '00000000-0000-4000-8000-000000000000' },
};

/** As long as the trace of a guardrail may be. */
const LONG_TRACE = 'x'.repeat(3 * 1024 * 1024);

export const PAGE = '<!doctype html><title>503 Service Unavailable</title>';

/**
 * Encodes streams of Bedrock's own operations.
 *
 * @param random for the padding of the frames
 */
export function frameEventStream(random: () => number): StreamFraming {
  return {
    contentType: 'application/vnd.amazon.eventstream',
    frame: (event, failure) => frameFailing(event, failure, random()),
    frameError({ exception = 'throttlingException', message = SIMULATED_ERROR, unmodeled }) {
      return (unmodeled === true ? frameError : frameException)(exception, message);
    },
  };
}

function frameFailing(
  event: StreamEvent,
  failure: Failure | undefined,
  random: number,
): Uint8Array | undefined {
  if (failure?.kind === 'typed-headers') return frameEvent(event, random, TYPED_HEADERS);
  const form = failure?.kind === 'stream-form' ? failure.form : undefined;
  const { type, payload, isDelta } = event;
  if (form === 'no-metadata' && type === 'metadata') return undefined;
  if (form === 'no-stop' && type === 'messageStop') return undefined;
  if (form === 'long-metadata' && type === 'metadata') {
    const trace = { guardrail: { modelOutput: [LONG_TRACE] } };
    return frameEvent({ ...event, payload: { ...payload, trace } }, random);
  }
  const frame = frameEvent(event, random);
  return form === 'corrupt' && isDelta === true ? corrupt(frame) : frame;
}

/** Changes the payload. The checksum stays, so that it is wrong. */
function corrupt(frame: Uint8Array): Uint8Array {
  const changed = Buffer.from(frame);
  const place = changed.length - 6;
  changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
  return changed;
}
