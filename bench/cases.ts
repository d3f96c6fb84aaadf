import type { Pace } from './upstream/pace';

/** The request of one case. */
export interface BenchCase {
  readonly name: string;
  readonly bytes: number;
  /** Converse takes the bytes of an image in base64. */
  readonly content: 'text' | 'image';
  readonly isStream: boolean;
  /** How fast Bedrock answers. */
  readonly pace: Partial<Pace>;
  readonly concurrencies: readonly number[];
}

const KB = 1024;
const MB = 1024 * KB;
const TEXT = {
  content: 'text',
  isStream: false,
  pace: {},
  concurrencies: [1, 16, 64],
} as const;
const IMAGE = { ...TEXT, content: 'image' } as const;
const STREAM = { ...TEXT, bytes: KB, isStream: true } as const;

/**
 * Pipelines send page images of up to 5 MB. The same size as text shows the cost of escaping. A stream with a pause after
 * each event is what users meet. One without a pause shows throughput, one with a single pause the time to the first byte.
 */
/** A small request. */
export const BASE_CASE: BenchCase = { ...TEXT, name: '1 KB', bytes: KB };

export const CASES: readonly BenchCase[] = [
  BASE_CASE,
  { ...TEXT, name: '20 KB', bytes: 20 * KB },
  { ...TEXT, name: '500 KB', bytes: 500 * KB },
  { ...IMAGE, name: '500 KB image', bytes: 500 * KB },
  { ...IMAGE, name: '5 MB image', bytes: 5 * MB },
  { ...TEXT, name: '5 MB text', bytes: 5 * MB, concurrencies: [1] },
  { ...STREAM, name: '200 events' },
  { ...STREAM, name: '200 events, paced', pace: { eventGapMillis: 2 }, concurrencies: [1, 16] },
  { ...STREAM, name: '200 events, paused', pace: { gapMillis: 10 }, concurrencies: [1, 16] },
];

/** The target of all requests: a model with a price, on a tier other than the default. */
export const MODEL_ID = 'us.amazon.nova-2-lite-v1:0';
export const TIER = 'flex';
export const OPERATION = 'extraction';
/** The same for OpenAI's wire, which that model does not have. */
export const CHAT_MODEL_ID = 'openai.gpt-oss-120b-1:0';
