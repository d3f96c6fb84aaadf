import type { Headers } from '../wire/forwarded-headers';
import { cleanMetadataText } from '../wire/metadata/metadata-text';

/** The origin that a request claims. None of it is checked, and none of it is secret. */
export interface RequestOrigin {
  /** API Gateway's ID of the key; undefined if the request has none. */
  readonly callerId: string | undefined;
  /** The session ID of Claude Code. */
  readonly sessionId: string | undefined;
  /** The trace ID of AWS X-Ray: the root of the trace that API Gateway began or continued. */
  readonly traceId: string | undefined;
}

const SESSION_HEADER = 'x-claude-code-session-id';

/** `Root=1-67891233-abcdef012345678912345678;Parent=…`; other fields may stand before it. */
const TRACE_HEADER = 'x-amzn-trace-id';
const TRACE_ROOT = /(?:^|;)\s*Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/;

/** A member is undefined if its header is missing or malformed. The request is not refused for that. */
export function readOrigin(headers: Headers, callerId: string | undefined): RequestOrigin {
  const session = headers[SESSION_HEADER] ?? '';
  return {
    callerId,
    sessionId: session === '' ? undefined : cleanMetadataText(session),
    traceId: headers[TRACE_HEADER]?.match(TRACE_ROOT)?.[1],
  };
}
