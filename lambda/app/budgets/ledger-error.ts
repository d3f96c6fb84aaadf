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

/** Whether the same step may succeed shortly. Anything else that a ledger throws is a bug. */
export function isTemporary(error: unknown): boolean {
  return isLedgerError(error, 'unreachable') || isLedgerError(error, 'throttled');
}

/** Compares names, because the bundle of the ledger's client has its own copy of the class. */
export function isLedgerError(error: unknown, kind: Kind): boolean {
  return (
    error instanceof Error && error.name === 'LedgerError' && 'kind' in error && error.kind === kind
  );
}
