/** What is asked in one case. */
export interface BenchCase {
  readonly name: string;
  readonly bytes: number;
  /** Text goes as text; a page image as bytes, which Converse wants in base64. */
  readonly content: 'text' | 'image';
  readonly isStream: boolean;
  /** Of a stream: between its first event and all others. */
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
 * 5 MB are page images, which pipelines send; as text they stand here to show what escaping costs, one at a time. A
 * stream without a pause shows what passes; time to first byte shows only where the rest is not already there.
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

/** Where everything goes: a model with a price, on a tier that is not the default. */
export const MODEL_ID = 'us.amazon.nova-2-lite-v1:0';
export const TIER = 'flex';
export const OPERATION = 'extraction';
