/** One parameter as Parameter Store holds it, not yet checked. */
export interface WrittenValue {
  /** Its name below the prefix, e.g. `operations/extraction` or `overrides/operations/extraction`. */
  readonly name: string;
  readonly value: string;
  readonly version: string;
}

/** A value that did not take effect. */
export interface RejectedValue {
  readonly kind: RejectedKind;
  readonly name: string;
  /** The name as logs may have it. */
  readonly shownName: string;
  readonly version: string;
  /** For the operator: what is wrong, where, and what is allowed there. */
  readonly problem: string;
}

export type RejectedKind =
  | 'rejected'
  | 'settings-rejected'
  | 'policy-rejected'
  | 'prices-rejected'
  | 'catalog-rejected';

export type Parsed<Value> =
  | { readonly kind: 'parsed'; readonly value: Value }
  | { readonly kind: 'rejected'; readonly problem: string };

/** Entry → value. A section that is a single parameter has one entry, {@link SINGLE}. */
export type Entries<Value> = ReadonlyMap<string, Value>;

export const SINGLE = '';

/** One section of Parameter Store, whose values take effect without a deploy. */
export interface HotValue<Value> {
  /** `operations/` has an entry for each parameter directly below it; `prices` is a single parameter. */
  readonly name: string;
  readonly parse: (written: WrittenValue, entry: string) => Parsed<Value>;
  readonly rejectedAs: RejectedKind;
  /** What is in force when the section has no parameter at all. */
  readonly whenAbsent: 'last-good' | 'nothing';
  /** The value of an entry that never had a good one. If undefined, the entry is left out. */
  readonly whenInvalid?: Value;
  /** Writes the entry for logs. If undefined, logs have the entry as it is. */
  readonly show?: (entry: string) => string;
}
