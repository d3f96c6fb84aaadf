/** One parameter as Parameter Store holds it, not yet checked. */
export interface WrittenValue {
  /** Its name below the prefix, e.g. `operations/extraction`. */
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

export interface EntriesRevision<Value> {
  readonly entries: Entries<Value>;
  readonly rejected: readonly RejectedValue[];
  readonly isAbsent: boolean;
}

/**
 * Revises the entries of a section after a reading. A good value takes effect, and an entry that is no longer written is
 * gone. A bad value never replaces a good one.
 */
export function reviseEntries<Value>(
  section: HotValue<Value>,
  lastGood: Entries<Value>,
  parameters: readonly WrittenValue[],
): EntriesRevision<Value> {
  const written = parameters.flatMap((parameter) => {
    const entry = findEntry(section.name, parameter.name);
    return entry === undefined ? [] : [{ ...parameter, entry }];
  });
  const isAbsent = written.length === 0;
  const entries = new Map<string, Value>();
  const rejected: RejectedValue[] = [];
  if (isAbsent && section.whenAbsent === 'last-good') {
    return { entries: lastGood, rejected, isAbsent };
  }
  for (const { entry, ...parameter } of written) {
    const parsed = section.parse(parameter, entry);
    const kept = lastGood.get(entry) ?? section.whenInvalid;
    const inForce = parsed.kind === 'parsed' ? parsed.value : kept;
    if (inForce !== undefined) entries.set(entry, inForce);
    if (parsed.kind === 'parsed') continue;
    rejected.push(describe(section, entry, { ...parameter, ...parsed }));
  }
  return { entries, rejected, isAbsent };
}

function describe(
  { name: section, rejectedAs, show }: HotValue<unknown>,
  entry: string,
  { name, version, problem }: Omit<RejectedValue, 'kind' | 'shownName'>,
): RejectedValue {
  const shownName = `${section}${show?.(entry) ?? entry}`;
  return { kind: rejectedAs, name, shownName, version, problem };
}

/** The entry that a parameter belongs to; undefined for a parameter of another section, or deeper in this one. */
function findEntry(section: string, name: string): string | undefined {
  if (!section.endsWith('/')) return name === section ? SINGLE : undefined;
  if (!name.startsWith(section)) return undefined;
  const entry = name.slice(section.length);
  return entry.includes('/') ? undefined : entry;
}
