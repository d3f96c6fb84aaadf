import type { BenchCase } from '../cases';
import type { CallPlan } from '../drive/driver-process';
import type { Child } from '../processes/child';
import type { LineChild } from '../processes/line-child';

export const CONTENDER_NAMES = [
  'bare HTTP',
  'bare SigV4',
  'AWS SDK',
  'handler',
  'chat',
  'handler in runtime',
  'router',
  'SDK gateway',
  'Portkey',
  'TensorZero',
  'LiteLLM',
] as const;
export type ContenderName = (typeof CONTENDER_NAMES)[number];

/** One of the compared ways to call Bedrock. */
export interface Contender {
  readonly name: ContenderName;
  /** Whether the request must arrive at Bedrock with a signature. */
  readonly isSigned: boolean;
  /** Whether the request must arrive at Bedrock with the tier. */
  readonly asksTier: boolean;
  /** Whether it makes one call at a time only, as an environment of a function does. */
  readonly isSequential?: boolean;
  /** Whether it takes no images. */
  readonly isTextOnly?: boolean;
  /** Why it cannot be measured here; undefined if it can. */
  findAbsence?(): Promise<string | undefined>;
  /** Starts the server between caller and Bedrock, if the contender has one. */
  startServer?(upstreamUrl: string): Promise<ContenderServer>;
  /** Starts the process that makes the calls, unless it is the benchmark's own. */
  startDriver?(upstreamUrl: string): Promise<LineChild>;
  planCall(benchCase: BenchCase, urls: ContenderUrls): CallPlan;
}

export interface ContenderServer {
  readonly process: Child;
  readonly url: string;
  /** Closes what is not in the process. */
  close?(): Promise<void>;
}

export interface ContenderUrls {
  readonly upstream: string;
  /** The contender's own server, or else the upstream. */
  readonly server: string;
}
