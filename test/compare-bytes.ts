import { expect } from 'vitest';

// Vitest compares bytes one after another as members of an object, which takes seconds for megabytes.
expect.addEqualityTesters([
  (one, other) => {
    if (!(one instanceof Uint8Array && other instanceof Uint8Array)) return undefined;
    return one.constructor === other.constructor ? Buffer.compare(one, other) === 0 : undefined;
  },
]);
