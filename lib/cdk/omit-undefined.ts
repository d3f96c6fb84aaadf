type MaybeUndefined<T> = { [K in keyof T]: T[K] | undefined };

/** Leaves out what the user left out: under `exactOptionalPropertyTypes` absent and undefined differ. */
export function omitUndefined<T extends object>(props: MaybeUndefined<T>): Partial<T> {
  return Object.fromEntries(
    Object.entries(props).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
