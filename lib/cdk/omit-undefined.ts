type MaybeUndefined<T> = { [K in keyof T]: T[K] | undefined };

/** Removes undefined members. With `exactOptionalPropertyTypes`, optional members must be absent, not undefined. */
export function omitUndefined<T extends object>(props: MaybeUndefined<T>): Partial<T> {
  return Object.fromEntries(
    Object.entries(props).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
