import { setTimeout as sleep } from 'node:timers/promises';
import { type JOB_OBJECTS, jobKey } from '../../lambda/contract';
import { readJobTime } from '../../local/jobs/read-job-time';
import { JOBS_BUCKET } from '../../local/jobs/start-jobs';
import type { OnWorkerCall } from '../../local/jobs/watched-environment';
import { type LocalRouter, startLocalRouter } from '../../local/local-router';
import { SoakAccounts } from '../ledger/accounts';
import { SeededRandom } from '../seeded-random';
import { composeKey } from '../traffic/callers';
import { MARK_PATTERN, readMarkedNumber } from '../traffic/mark';
import { NOVA } from '../traffic/operations';
import { chooseJobFailure } from './bad-hour';
import { checkJobs } from './checks/jobs';
import { Crashes } from './crashes';
import type { JobsTotals } from './finished-jobs';
import { composeJob, JOB_CALLERS, JOB_OPERATIONS, type SoakJob } from './job';
import { planServiceFaults } from './service-faults';
import { type AcceptedJob, submit } from './submit';

export interface JobsSoakOptions {
  readonly jobs: number;
  readonly seed: number;
  /** The real time of a pause as a part of its own. */
  readonly pauseScale: number;
  /** Called now and then with the number of jobs that have ended. */
  readonly onProgress?: (ended: number) => void;
}

const CLIENTS = 8;
/** Processes that run jobs. */
const MOST_PROCESSES = 6;
const MINUTE_MILLIS = 60_000;
const POLL_MILLIS = 50;

/** Submits jobs over half an hour of a bad hour while workers crash, waits until all have ended, and accounts for each. */
export async function runJobsSoak(options: JobsSoakOptions): Promise<JobsTotals> {
  const run = new JobsRun(options);
  const router = await run.start();
  const accounts = new SoakAccounts(router.aws);
  try {
    const accepted = await run.submitAll(router);
    await run.waitForAll(router);
    await accounts.settle();
    const { crashes, lines } = run;
    return await checkJobs({ router, accepted, crashes, accounts, lines });
  } finally {
    accounts.close();
    await router.close();
  }
}

class JobsRun {
  readonly lines: string[] = [];
  readonly crashes: Crashes;
  readonly #options: JobsSoakOptions;
  #router: LocalRouter | undefined;
  readonly #jobs: readonly SoakJob[];
  /** Number of a job → when it was submitted. */
  readonly #submittedAt = new Map<number, number>();
  readonly #ordinals = new Map<number, number>();

  constructor(options: JobsSoakOptions) {
    const { jobs, seed } = options;
    this.#options = options;
    this.crashes = new Crashes(seed);
    this.#jobs = Array.from({ length: jobs }, (_, index) => composeJob(seed, index + 1, jobs));
  }

  async start(): Promise<LocalRouter> {
    const { seed, pauseScale, jobs } = this.#options;
    const concurrency = Math.min(MOST_PROCESSES, Math.ceil(jobs / 2));
    this.#router = await startLocalRouter({
      aws: {
        random: new SeededRandom(seed).next,
        composeReply: ({ user }) => MARK_PATTERN.exec(user.slice(0, 500))?.[0] ?? '?',
        chooseFailure: (request, { tier }) => {
          const job = this.#jobs[readMarkedNumber(request.body) - 1];
          return job && chooseJobFailure(seed, this.#place(job, tier, request.body));
        },
      },
      settings: { operations: JOB_OPERATIONS, allowedModels: [NOVA], authorization: 'keys' },
      callers: Object.entries(JOB_CALLERS).map(([id, limitUsd]) => ({
        apiKey: { id, value: composeKey(id) },
        policy: composePolicy(id, limitUsd),
      })),
      jobs: { pauseScale, concurrency, onCall: this.#onCall },
      onLogLine: (line) => this.lines.push(line),
    });
    return this.#router;
  }

  /** Each client submits the next job at its minute. */
  async submitAll({ url, aws }: LocalRouter): Promise<readonly AcceptedJob[]> {
    const startedAt = performance.now();
    const waiting = [...this.#jobs];
    const accepted: AcceptedJob[] = [];
    const work = async () => {
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
        const dueAt = startedAt + job.minute * MINUTE_MILLIS * this.#options.pauseScale;
        await sleep(Math.max(0, dueAt - performance.now()));
        this.#submittedAt.set(job.number, Date.now());
        planServiceFaults(aws, this.#options.seed, job);
        accepted.push(await submit(url, job));
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, work));
    return accepted;
  }

  /** Waits as long as it takes: an execution that never ends is stopped by its time limit. */
  async waitForAll({ aws }: LocalRouter): Promise<void> {
    const [worker] = aws.lambda.functions.values();
    const all = () => worker?.executions.all ?? [];
    while (all().some(({ end }) => end === undefined)) {
      this.#options.onProgress?.(all().filter(({ end }) => end !== undefined).length);
      await sleep(POLL_MILLIS);
    }
  }

  readonly #onCall: OnWorkerCall = (environment, request) => {
    const jobId = environment.durableEvent?.DurableExecutionArn.split('/')[2] ?? '';
    const read = (object: keyof typeof JOB_OBJECTS) =>
      Buffer.from(
        this.#router?.aws.s3.objects.get(`${JOBS_BUCKET}/${jobKey(jobId, object)}`) ?? '',
      );
    const job = this.#jobs[readMarkedNumber(read('request')) - 1];
    const isPublished = /"publishedAt":\d/.test(read('state').toString());
    return (
      job === undefined || this.crashes.meet({ environment, request, job, jobId, isPublished })
    );
  };

  #place(job: SoakJob, tier: string, body: Buffer) {
    const ordinal = (this.#ordinals.get(job.number) ?? 0) + 1;
    this.#ordinals.set(job.number, ordinal);
    const submittedAt = this.#submittedAt.get(job.number) ?? 0;
    const time = (this.#router && readJobTime(this.#router.aws, body)) ?? submittedAt;
    return { job, ordinal, tier, minute: job.minute + (time - submittedAt) / MINUTE_MILLIS };
  }
}

function composePolicy(name: string, limitUsd: number | undefined): object {
  if (limitUsd === undefined) return { name };
  return { name, budget: { limitUsd, period: 'month', whenExceeded: 'reject' } };
}
