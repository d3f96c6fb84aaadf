import { readTokenCounts } from '../counts/token-counts';
import { readLatencyMember, readTierMember } from '../reply-facts';
import { type EventFacts, type EventReader, hasText, parsePayload } from './event-facts';

const NOTHING: EventFacts = { ending: 'continues', hasContent: false, endsUsage: false };

/**
 * Reads an event of ConverseStream. `messageStop` ends the answer; `metadata` after it reports usage and tier.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html
 */
export const readConverseEvent: EventReader = ({ name, payload }) => {
  switch (name) {
    case 'contentBlockStart':
    case 'contentBlockDelta':
      return { ...NOTHING, hasContent: payload === undefined || hasPiece(payload) };
    case 'messageStop':
      return { ...NOTHING, ending: 'ends' };
    case 'metadata':
      return payload === undefined ? NOTHING : readMetadata(payload);
    default:
      return NOTHING;
  }
};

/** The start of a tool call has its name; the start of a text has nothing. */
function hasPiece(payload: Buffer): boolean {
  const event = parsePayload(payload);
  return hasText(event?.['delta'] ?? event?.['start']);
}

function readMetadata(payload: Buffer): EventFacts {
  const metadata = parsePayload(payload);
  return {
    ...NOTHING,
    endsUsage: true,
    counts: readTokenCounts(metadata?.['usage']),
    resolvedTier: readTierMember(metadata?.['serviceTier']),
    latencyMode: readLatencyMember(metadata?.['performanceConfig']),
  };
}
