import { SERVICE_TIER_HEADER } from '../contract';

/** Lower-case names. */
export type Headers = Readonly<Record<string, string>>;

const FORWARDED_NAMES: readonly string[] = ['content-type', 'accept'];
const FORWARDED_PREFIXES: readonly string[] = ['x-amzn-bedrock-', 'anthropic-'];

/**
 * The headers of a request that Bedrock understands. Credentials, API keys and cookies are for the router, and the
 * tier is set anew.
 */
export function pickForwardedHeaders(headers: Headers): Headers {
  const forwarded = Object.entries(headers).filter(([name]) => isForwarded(name));
  return { 'content-type': 'application/json', ...Object.fromEntries(forwarded) };
}

function isForwarded(name: string): boolean {
  if (name === SERVICE_TIER_HEADER) return false;
  return (
    FORWARDED_NAMES.includes(name) || FORWARDED_PREFIXES.some((prefix) => name.startsWith(prefix))
  );
}
