import { HEADERS, SERVICE_TIER_HEADER } from '../../contract';
import type { Headers } from '../wire/forwarded-headers';

/** What a submission asks of the router. */
export interface JobOptions {
  readonly key: string | undefined;
  readonly taskToken: string | undefined;
  /** Milliseconds since 1970. */
  readonly deadline: number;
}

const KEPT_NAMES: readonly string[] = [
  'content-type',
  'content-encoding',
  'accept',
  'cache-control',
  'x-amzn-trace-id',
  'x-claude-code-session-id',
  HEADERS.timeout,
  HEADERS.strictTier,
  HEADERS.splitKey,
  HEADERS.metadata,
  SERVICE_TIER_HEADER,
];
const KEPT_PREFIXES: readonly string[] = ['x-amzn-bedrock-', 'anthropic-'];

/** Headers that differ between a request and its repeat. */
const CHANGING_NAMES: readonly string[] = ['x-amzn-trace-id'];

/** Keeps the headers that the router or Bedrock reads, so that no credentials are stored. */
export function keepHeaders(headers: Headers): Headers {
  return pick(
    headers,
    (name) => KEPT_NAMES.includes(name) || KEPT_PREFIXES.some((prefix) => name.startsWith(prefix)),
  );
}

/** Describes what a job is asked for, besides its body. A repeat has the same text. */
export function describeAsked(operation: string, kept: Headers, taskToken = ''): string {
  const lasting = pick(kept, (name) => !CHANGING_NAMES.includes(name));
  const sorted = Object.entries(lasting).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([operation, sorted, taskToken]);
}

function pick(headers: Headers, keeps: (name: string) => boolean): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => keeps(name)));
}
