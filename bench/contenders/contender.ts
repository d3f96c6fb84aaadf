import type { BenchCase } from '../cases';
import type { CallPlan } from '../drive/driver-process';
import type { Child } from '../processes/child';

export const CONTENDER_NAMES = [
  'bare HTTP',
  'AWS SDK',
  'handler',
  'router',
  'SDK gateway',
  'Portkey',
] as const;
export type ContenderName = (typeof CONTENDER_NAMES)[number];

/** One of the ways to get a request to Bedrock that are measured side by side. */
export interface Contender {
  readonly name: ContenderName;
  /** Whether Bedrock must see a signature. */
  readonly isSigned: boolean;
  /** Whether Bedrock must see the tier. */
  readonly asksTier: boolean;
  /** Starts the server that stands between caller and Bedrock, where there is one. */
  startServer?(upstreamUrl: string): Promise<ContenderServer>;
  planCall(benchCase: BenchCase, urls: ContenderUrls): CallPlan;
}

export interface ContenderServer {
  readonly process: Child;
  readonly url: string;
}

export interface ContenderUrls {
  readonly upstream: string;
  /** Of the contender's own server; the upstream's where it has none. */
  readonly server: string;
}
