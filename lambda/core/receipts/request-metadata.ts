import type { Target } from '../routing/target';
import { cleanMetadataText, type MetadataPair } from '../wire/metadata/metadata-text';
import type { RequestOrigin } from './request-origin';

/** What the router itself knows of a request. */
export interface KnownRequest {
  /** The same as in the receipt. */
  readonly requestId: string;
  readonly origin: RequestOrigin;
}

/**
 * What is to be found in Bedrock's invocation logs: the caller's pairs as it named them, then the router's own. The most
 * important come first, because where there is no room for all, the last ones stay away. The tier is the one that the
 * request asks for, on every attempt; which attempt it was, Bedrock's own request ID tells.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 */
export function composeRequestMetadata(
  target: Target,
  { requestId, origin }: KnownRequest,
): readonly MetadataPair[] {
  const own = [
    ['router-operation', target.operation],
    ['router-requested-tier', target.requestedTier],
    ['router-mapping-version', target.mappingVersion],
    ['router-request-id', requestId],
    ['router-caller', target.caller?.policy.name],
    ['claude-code-session-id', origin.sessionId],
    ['router-trace-id', origin.traceId],
  ] as const;
  const told = own.flatMap(([key, text]): MetadataPair[] =>
    text === undefined ? [] : [[key, cleanMetadataText(text)]],
  );
  return [...Object.entries(target.metadata), ...told];
}
