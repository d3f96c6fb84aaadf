import { readTokenCounts } from '../counts/token-counts';
import { readLatencyMember, readTierMember } from '../reply-facts';
import { type EventFacts, type EventReader, measureText, parsePayload } from './event-facts';

const NOTHING: EventFacts = { ending: 'continues', contentBytes: 0, endsUsage: false };

/**
 * Reads an event of ConverseStream. `messageStop` ends the answer; `metadata` after it reports usage and tier.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html
 */
export const readConverseEvent: EventReader = ({ name, payload }) => {
  switch (name) {
    case 'contentBlockStart':
    case 'contentBlockDelta':
      return {
        ...NOTHING,
        get contentBytes() {
          return payload === undefined ? 1 : measurePiece(payload);
        },
      };
    case 'messageStop':
      return { ...NOTHING, ending: 'ends' };
    case 'metadata':
      return payload === undefined ? NOTHING : readMetadata(payload);
    default:
      return NOTHING;
  }
};

/** The start of a tool call has its name; the start of a text has nothing. */
function measurePiece(payload: Buffer | string): number {
  const event = parsePayload(payload);
  return measureText(event?.['delta'] ?? event?.['start']);
}

function readMetadata(payload: Buffer | string): EventFacts {
  const metadata = parsePayload(payload);
  return {
    ...NOTHING,
    endsUsage: true,
    counts: readTokenCounts(metadata?.['usage']),
    resolvedTier: readTierMember(metadata?.['serviceTier']),
    latencyMode: readLatencyMember(metadata?.['performanceConfig']),
  };
}
