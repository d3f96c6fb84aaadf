import { HEADERS } from '../../contract';
import type { ServiceTier } from '../ids/service-tier';
import { readOrigin } from '../receipts/request-origin';
import type { RouterRequest } from '../routing/plan-request';
import type { Headers } from '../wire/forwarded-headers';

/** What a job was asked for: `submission.json`. It never changes. Times are milliseconds since 1970. */
export interface JobSubmission {
  readonly version: 1;
  readonly jobId: string;
  readonly operation: string;
  /** Who may see the job, as `nameOwner` names it. */
  readonly owner: string;
  /** API Gateway's ID of the caller's key, by which policies are checked. Null without a key. */
  readonly callerId: string | null;
  /** Those headers of the request that the router or Bedrock reads. */
  readonly headers: Headers;
  /** SHA-256 of the operation, the headers and the body in hexadecimal digits. A repeat has the same. */
  readonly requestSha256: string;
  /** The tier of the route's primary, under which metrics are published. */
  readonly requestedTier: ServiceTier;
  readonly submittedAt: number;
  readonly deadline: number;
  /** When fallbacks are asked, too, unless the operation's settings have changed since. */
  readonly escalatesAt: number;
  /** A secret. Null if no Step Functions task waits. */
  readonly taskToken: string | null;
}

/** The request that each attempt of a job routes. */
export function composeJobRequest(
  { jobId, operation, callerId, headers }: JobSubmission,
  body: Uint8Array,
): RouterRequest {
  return {
    action: 'converse',
    destination: { kind: 'operation', name: operation },
    headers: addSplitKey(headers, jobId),
    callerId: callerId ?? undefined,
    body,
  };
}

/** All attempts of a job get the same variant of a split, by its own key unless the request has one. */
function addSplitKey(headers: Headers, jobId: string): Headers {
  const isKeyed = headers[HEADERS.splitKey] || readOrigin(headers, undefined).sessionId;
  return isKeyed ? headers : { ...headers, [HEADERS.splitKey]: jobId };
}
