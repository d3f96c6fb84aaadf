import { MARK } from '../../traffic/mark';
import { JOB_CALLERS, type SoakJob } from '../job';
import { type AcceptedJob, getJob, type SeenJob } from '../submit';

/** A job and what its caller sees at the end. */
export interface AnsweredJob extends AcceptedJob {
  readonly seen: SeenJob;
}

/** Errors with which a job may end in the bad hour. */
const ALLOWED_ERRORS = ['deadline-passed', 'answers-lost'];
const CALLERS = Object.keys(JOB_CALLERS);
const NOT_FOUND = 404;

/** Fetches each job as its caller, and as another one. */
export async function fetchAnswers(
  routerUrl: string,
  accepted: readonly AcceptedJob[],
): Promise<{ readonly answered: readonly AnsweredJob[]; readonly problems: readonly string[] }> {
  const answered: AnsweredJob[] = [];
  const problems: string[] = [];
  for (const each of accepted) {
    const { job, jobId } = each;
    const { seen } = await getJob(routerUrl, jobId, job.callerId);
    answered.push({ ...each, seen });
    const other = CALLERS.find((id) => id !== job.callerId) ?? '';
    const { status } = await getJob(routerUrl, jobId, other);
    if (status !== NOT_FOUND) problems.push(`job ${job.number}: another caller gets ${status}`);
  }
  return { answered, problems };
}

/** Lists jobs without exactly one final answer. */
export function checkAnswers(answered: readonly AnsweredJob[]): readonly string[] {
  const ids = new Set(answered.map(({ jobId }) => jobId));
  const problems = ids.size === answered.length ? [] : ['two jobs have the same ID'];
  return [...problems, ...answered.flatMap(({ job, seen }) => checkAnswer(job, seen))];
}

function checkAnswer(job: SoakJob, { status, error, response }: SeenJob): readonly string[] {
  const name = `job ${job.number}`;
  if (status === 'SUCCEEDED') {
    const isOwn = JSON.stringify(response ?? '').includes(`"${MARK}-${job.number}-"`);
    return isOwn ? [] : [`${name} has not the response to its request`];
  }
  if (status !== 'FAILED') return [`${name} ended as ${status}`];
  const { code = '' } = error ?? {};
  return ALLOWED_ERRORS.includes(code) ? [] : [`${name} failed with ${code}`];
}
