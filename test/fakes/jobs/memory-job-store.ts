import type { JobStore, StoredState } from '../../../lambda/app/jobs/services';
import { type JOB_OBJECTS, jobKey } from '../../../lambda/contract';
import type { JobState } from '../../../lambda/core/jobs/state';
import type { JobSubmission } from '../../../lambda/core/jobs/submission';

type JobObject = keyof typeof JOB_OBJECTS;

/** Jobs in memory. */
export class MemoryJobStore implements JobStore {
  readonly objects = new Map<string, string>();
  /** Called before and after each call, with its number from 1. What it throws ends the call. */
  onCall: (moment: 'before' | 'after') => void = () => {};

  createSubmission(submission: JobSubmission): Promise<boolean> {
    return this.#serve(() => this.#replace(submission, 'submission', undefined));
  }

  readSubmission(jobId: string): Promise<JobSubmission | undefined> {
    return this.#serve(() => this.#readJson(jobId, 'submission'));
  }

  readState(jobId: string): Promise<StoredState | undefined> {
    return this.#serve(() => {
      const text = this.objects.get(jobKey(jobId, 'state'));
      return text === undefined ? undefined : { state: JSON.parse(text), version: text };
    });
  }

  writeState(state: JobState, version: string | undefined): Promise<boolean> {
    return this.#serve(() => this.#replace(state, 'state', version));
  }

  writeRequest(jobId: string, body: Uint8Array): Promise<void> {
    return this.#serve(() => this.#write(jobId, 'request', body));
  }

  readRequest(jobId: string): Promise<Uint8Array | undefined> {
    return this.#serve(() => this.#read(jobId, 'request'));
  }

  writeResponse(jobId: string, body: Uint8Array): Promise<void> {
    return this.#serve(() => this.#write(jobId, 'response', body));
  }

  readResponse(jobId: string): Promise<Uint8Array | undefined> {
    return this.#serve(() => this.#read(jobId, 'response'));
  }

  async signResponse(jobId: string): Promise<string> {
    return `https://bucket.example/${jobId}`;
  }

  /** The state of a job as it is stored. */
  stateOf(jobId: string): JobState | undefined {
    return this.#readJson(jobId, 'state');
  }

  async #serve<Result>(perform: () => Result): Promise<Result> {
    this.onCall('before');
    const result = perform();
    this.onCall('after');
    return result;
  }

  #replace(
    content: { readonly jobId: string },
    object: JobObject,
    version: string | undefined,
  ): boolean {
    const key = jobKey(content.jobId, object);
    const text = JSON.stringify(content);
    const stored = this.objects.get(key);
    if (stored !== version) return stored === text;
    this.objects.set(key, text);
    return true;
  }

  #readJson(jobId: string, object: JobObject) {
    const text = this.objects.get(jobKey(jobId, object));
    return text === undefined ? undefined : JSON.parse(text);
  }

  #write(jobId: string, object: JobObject, body: Uint8Array): void {
    this.objects.set(jobKey(jobId, object), Buffer.from(body).toString('utf8'));
  }

  #read(jobId: string, object: JobObject): Uint8Array | undefined {
    const text = this.objects.get(jobKey(jobId, object));
    return text === undefined ? undefined : new Uint8Array(Buffer.from(text));
  }
}
