/** Why the ledger is not available: it does not answer, or it answers that it receives too many requests. */
type Kind = 'unreachable' | 'throttled';

export class LedgerError extends Error {
  override readonly name = 'LedgerError';

  constructor(
    readonly kind: Kind,
    cause: unknown,
  ) {
    super(`the ledger of budgets is ${kind}`, { cause });
  }
}

/** Compares names, because the ledger's client is in a bundle of its own, with a class of its own. */
export function isLedgerError(error: unknown, kind: Kind): boolean {
  return (
    error instanceof Error && error.name === 'LedgerError' && 'kind' in error && error.kind === kind
  );
}
