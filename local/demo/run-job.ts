import { setTimeout as wait } from 'node:timers/promises';
import { composeExtractionRequest } from '../pipeline/compose-extraction-request';
import { findDocumentClass } from '../pipeline/document-classes';
import type { SampleDocument } from '../pipeline/sample-documents';

/** What the demo reads of a job. Times are by the clock of the job. */
export interface DemoJob {
  readonly status: string;
  readonly submittedAt: string;
  readonly attempts: readonly {
    readonly number: number;
    readonly startedAt: string;
    readonly status: number;
  }[];
  readonly receipt?: {
    readonly attempts: number;
    readonly waitedSeconds: number;
    readonly costUsd: number | null;
    readonly savedUsd: number | null;
  };
}

const POLL_MILLIS = 50;
const FINAL = ['SUCCEEDED', 'FAILED', 'STOPPED'];

/** Submits the extraction of a document as a job, and follows it to its end. */
export async function runJob(
  routerUrl: string,
  document: SampleDocument,
  report: (job: DemoJob) => void,
): Promise<DemoJob> {
  const body = composeExtractionRequest(document, findDocumentClass(document.name));
  const response = await fetch(`${routerUrl}/v1/extraction/jobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`the job was refused with ${response.status}: ${text}`);
  const { location }: { location: string } = JSON.parse(text);
  for (;;) {
    const job: DemoJob = JSON.parse(await (await fetch(routerUrl + location)).text());
    report(job);
    if (FINAL.includes(job.status)) return job;
    await wait(POLL_MILLIS);
  }
}
