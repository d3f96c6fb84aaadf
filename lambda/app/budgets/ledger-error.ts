/** Why a ledger cannot be had: nothing of it answers, or it answers that it is asked too much. */
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

/** By name: the ledger's client is bundled apart, and its file has a class of its own. */
export function isLedgerError(error: unknown, kind: Kind): boolean {
  return (
    error instanceof Error && error.name === 'LedgerError' && 'kind' in error && error.kind === kind
  );
}
