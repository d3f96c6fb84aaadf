/** The path of a job, below the endpoint's URL. */
export function locateJob(jobId: string): string {
  return `/v1/jobs/${jobId}`;
}
