import type { Headers } from '../wire/forwarded-headers';

/** What a job was asked for: `submission.json`. It never changes. Times are ISO texts. */
export interface JobSubmission {
  readonly version: 1;
  readonly jobId: string;
  readonly operation: string;
  /** Who may see the job: `key:<API key's ID>`, an ARN, `principal:<authorizer's principal>` or `anyone`. */
  readonly owner: string;
  /** API Gateway's ID of the caller's key, by which policies are checked. Null without a key. */
  readonly callerId: string | null;
  /** Those headers of the request that the router or Bedrock reads. */
  readonly headers: Headers;
  /** SHA-256 of the body in hexadecimal digits. */
  readonly bodySha256: string;
  readonly submittedAt: string;
  readonly deadline: string;
  /** When fallbacks are asked, too. */
  readonly escalatesAt: string;
  /** Null if no Step Functions task waits. */
  readonly taskToken: string | null;
}
