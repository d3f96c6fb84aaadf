import { expect, vi } from 'vitest';
import type { RunningRouter } from '../../clients/run-router';
import { BODY } from '../support';

/** What the tests look at in the answer of `GET /v1/jobs/{id}`. */
export interface SeenJob {
  readonly jobId: string;
  readonly status: string;
  readonly isEscalated: boolean;
  readonly attemptCount: number;
  readonly repeated: number;
  readonly waitedFor: Readonly<Record<string, number>>;
  readonly attempts: readonly { readonly calls: string; readonly isEscalated: boolean }[];
  readonly nextAttemptAt?: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly receipt?: Readonly<Record<string, unknown>>;
  readonly response?: unknown;
  readonly responseBytes?: number;
  readonly responseUrl?: string;
}

export interface JobRequest {
  readonly operation?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client of the endpoints of jobs. */
export class JobClient {
  constructor(
    readonly router: RunningRouter,
    readonly credentials: Readonly<Record<string, string>> = {},
  ) {}

  submit({ operation = 'extraction', body = BODY, headers = {} }: JobRequest = {}) {
    return fetch(`${this.router.url}/v1/${operation}/jobs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.credentials, ...headers },
      body,
    });
  }

  /** Submits a job that is accepted, and returns its ID. */
  async accept(request: JobRequest = {}): Promise<string> {
    const response = await this.submit(request);
    const text = await response.text();
    expect({ status: response.status, text }).toMatchObject({ status: 202 });
    return (JSON.parse(text) as { readonly jobId: string }).jobId;
  }

  fetch(jobId: string, method = 'GET'): Promise<Response> {
    const headers = { ...this.credentials };
    return fetch(`${this.router.url}/v1/jobs/${jobId}`, { method, headers });
  }

  async see(jobId: string): Promise<SeenJob> {
    return (await (await this.fetch(jobId)).json()) as SeenJob;
  }

  /** Waits until a job has ended and its end was published. */
  async ended(jobId: string): Promise<SeenJob> {
    await this.router.log.find(
      ({ message, job_id }) => message === 'Job ended' && job_id === jobId,
    );
    return this.see(jobId);
  }

  /** Waits until a job has made an attempt. */
  async attempted(jobId: string): Promise<void> {
    await vi.waitFor(() => expect(this.arrivalsOf(jobId)).not.toEqual([]));
  }

  /** The tiers that Bedrock was asked for, one for each call of the job. */
  arrivalsOf(jobId: string): readonly string[] {
    return this.router.arrivals
      .map(({ body }) => Buffer.from(body).toString('utf8'))
      .filter((body) => body.includes(`"router-request-id":"${jobId}.`))
      .map((body) => JSON.parse(body).serviceTier?.type ?? 'default');
  }

  /** The events of a job's end. */
  eventsOf(jobId: string) {
    return this.router.aws.eventBridge.journal
      .filter(({ DetailType }) => DetailType.startsWith('Job '))
      .map(({ DetailType, Detail }) => ({ type: DetailType, detail: JSON.parse(Detail) }))
      .filter(({ detail }) => detail.jobId === jobId);
  }

  /** The values of a metric of jobs, by operation. */
  metric(name: string, operation: string): readonly unknown[] {
    return this.router.log.lines
      .filter((line) => line['Operation'] === operation && name in line)
      .map((line) => line[name]);
  }
}
