import { createHash } from 'node:crypto';
import { recordCacheFailure } from '../../adapters/telemetry/cache-failure';
import type { LineWriter } from '../../adapters/telemetry/line-writer';
import { GuardedReplyCache } from '../../app/reply-cache/guarded-cache';
import type { ReplyCache } from '../../app/reply-cache/services';
import { loadOnce } from './load-once';

/** Composes the reply cache. The first request whose operation has the setting loads the client of DynamoDB. */
export function openReplyCache(
  tableName: string,
  lines: LineWriter,
  clock: () => number,
): GuardedReplyCache {
  const load = loadOnce(async () =>
    (await import('./reply-cache-client')).openReplyTable(tableName),
  );
  const cache: ReplyCache = {
    read: async (...call) => (await load()).read(...call),
    lease: async (...call) => (await load()).lease(...call),
    store: async (...call) => (await load()).store(...call),
    endLease: async (...call) => (await load()).endLease(...call),
  };
  const recordFailure = (cause: unknown) => recordCacheFailure(lines, cause);
  return new GuardedReplyCache({ cache, digest, recordFailure }, clock);
}

function digest(pieces: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('base64url');
}
