import type { LocalRouter } from '../../local/local-router';
import type { SoakAccounts } from '../ledger/accounts';
import type { Crashes } from './crashes';
import type { AcceptedJob } from './submit';

/** All that the checks compare. */
export interface FinishedJobs {
  readonly router: LocalRouter;
  readonly accepted: readonly AcceptedJob[];
  readonly crashes: Crashes;
  readonly accounts: SoakAccounts;
  /** Lines of the log of all functions. */
  readonly lines: readonly string[];
}

export interface JobsTotals {
  readonly jobs: number;
  readonly crashes: number;
  readonly calls: number;
  readonly submissions: number;
  /** Calls of the ledger that failed, because the machine was busy. */
  readonly faults: number;
  /** `SUCCEEDED`, or the code of an error → how many. */
  readonly endings: ReadonlyMap<string, number>;
  /** One sentence each. Empty if nothing is wrong. */
  readonly violations: readonly string[];
}
