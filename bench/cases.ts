/** The request of one case. */
export interface BenchCase {
  readonly name: string;
  readonly bytes: number;
  /** Converse takes the bytes of an image in base64. */
  readonly content: 'text' | 'image';
  readonly isStream: boolean;
  /** Pause of a stream after its first event. */
  readonly gapMillis: number;
  readonly concurrencies: readonly number[];
}

const KB = 1024;
const MB = 1024 * KB;
const TEXT = {
  content: 'text',
  isStream: false,
  gapMillis: 0,
  concurrencies: [1, 16, 64],
} as const;
const IMAGE = { ...TEXT, content: 'image' } as const;
const STREAM = { ...TEXT, bytes: KB, isStream: true } as const;

/**
 * Pipelines send page images of up to 5 MB. The same size as text shows the cost of escaping. A stream without a pause
 * shows throughput; a stream with a pause shows the time to the first byte.
 */
export const CASES: readonly BenchCase[] = [
  { ...TEXT, name: '1 KB', bytes: KB },
  { ...TEXT, name: '20 KB', bytes: 20 * KB },
  { ...TEXT, name: '500 KB', bytes: 500 * KB },
  { ...IMAGE, name: '500 KB image', bytes: 500 * KB },
  { ...IMAGE, name: '5 MB image', bytes: 5 * MB },
  { ...TEXT, name: '5 MB text', bytes: 5 * MB, concurrencies: [1] },
  { ...STREAM, name: '200 events' },
  { ...STREAM, name: '200 events, paused', gapMillis: 10, concurrencies: [1, 16] },
];

export const STREAM_EVENTS = 200;

/** The target of all requests: a model with a price, on a tier other than the default. */
export const MODEL_ID = 'us.amazon.nova-2-lite-v1:0';
export const TIER = 'flex';
export const OPERATION = 'extraction';
