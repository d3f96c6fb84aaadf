/** Why the ledger is not available: it does not answer, was not asked because it hung, or receives too many requests. */
type Kind = 'unreachable' | 'silent' | 'throttled';

export class LedgerError extends Error {
  override readonly name = 'LedgerError';

  constructor(
    readonly kind: Kind,
    cause: unknown,
  ) {
    super(`the budget ledger is ${kind}`, { cause });
  }
}

/** Compares names, because the bundle of the ledger's client has its own copy of the class. */
export function isLedgerError(error: unknown, kind: Kind): boolean {
  return (
    error instanceof Error && error.name === 'LedgerError' && 'kind' in error && error.kind === kind
  );
}

/** A notice was certainly not published, and may be shortly. */
export class NoticeDelayedError extends Error {
  override readonly name = 'NoticeDelayedError';

  constructor(cause: unknown) {
    super('EventBridge did not take the notice yet', { cause });
  }
}

/** Whether the same step may be repeated and succeed shortly. */
export function isTemporary(error: unknown): boolean {
  const isDelayed = error instanceof Error && error.name === 'NoticeDelayedError';
  return isDelayed || isLedgerError(error, 'unreachable') || isLedgerError(error, 'throttled');
}
