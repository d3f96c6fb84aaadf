/** A metric that was published, or one that is read; the value of a dimension that may be any is left undefined. */
export interface MetricIdentity {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, unknown>>;
}

/** Whether what is read is what was published: the same dimensions, no more and no fewer. */
export function isSame(read: MetricIdentity, published: MetricIdentity): boolean {
  if (read.namespace !== published.namespace || read.name !== published.name) return false;
  const names = Object.keys(read.dimensions);
  if (names.sort().join() !== Object.keys(published.dimensions).sort().join()) return false;
  return names.every((name) => {
    const wanted = read.dimensions[name];
    return wanted === undefined || wanted === published.dimensions[name];
  });
}
