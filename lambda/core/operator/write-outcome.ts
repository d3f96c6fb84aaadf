import type { StoredValue } from './operator-view';

/** The override is another one than the operator saw. Nothing was written. */
export interface Conflict {
  readonly kind: 'conflict';
  /** Undefined if there is none any more. */
  readonly found: StoredValue | undefined;
}

/** What became of a write to Parameter Store. */
export type WriteOutcome =
  | Conflict
  | {
      readonly kind: 'written';
      readonly version: string;
      /** The override before; undefined if there was none. */
      readonly before: StoredValue | undefined;
      /** Whether another operator wrote after it was read and before this write, so that this one wrote over theirs. */
      readonly hasOverwritten: boolean;
      /** What another operator wrote afterwards; `nothing` if the override was deleted; undefined if this one stands. */
      readonly replacedBy: StoredValue | 'nothing' | undefined;
    };

/** What became of taking an override away. */
export type RemoveOutcome =
  | Conflict
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'removed';
      readonly before: StoredValue;
      /** What another operator wrote afterwards. */
      readonly replacedBy: StoredValue | undefined;
    };
