type MaybeUndefined<T> = { [K in keyof T]: T[K] | undefined };

/** Removes members that are undefined: with `exactOptionalPropertyTypes`, they differ from absent members. */
export function omitUndefined<T extends object>(props: MaybeUndefined<T>): Partial<T> {
  return Object.fromEntries(
    Object.entries(props).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
