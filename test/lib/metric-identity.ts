/** A metric that is published or read. An undefined dimension value stands for any value. */
export interface MetricIdentity {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, unknown>>;
}

/** Whether a metric that is read is the published metric, with exactly the same dimensions. */
export function isSameMetric(read: MetricIdentity, published: MetricIdentity): boolean {
  if (read.namespace !== published.namespace || read.name !== published.name) return false;
  const names = Object.keys(read.dimensions);
  if (names.sort().join() !== Object.keys(published.dimensions).sort().join()) return false;
  return names.every((name) => {
    const value = read.dimensions[name];
    return value === undefined || value === published.dimensions[name];
  });
}
