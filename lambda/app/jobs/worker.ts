import type { Router } from '../ports';
import type { JobStore, JobTelemetry } from './services';

export interface AttemptOrder {
  readonly jobId: string;
  /** From 1. */
  readonly number: number;
  readonly executionArn: string;
  /** Until Lambda stops the function. */
  readonly remainingMillis: number;
}

export interface JobWorker {
  readonly router: Router;
  readonly store: JobStore;
  readonly telemetry: JobTelemetry;
  readonly requestTimeoutMillis: number;
  /** The function's time that is kept for recording costs. */
  readonly marginMillis: number | undefined;
}
