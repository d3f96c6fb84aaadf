import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { JOB_BUNDLES, JOBS_BUCKET_VARIABLE } from '../../lambda/contract';
import { isJsonObject } from '../../lambda/core/json/json-object';
import { TIMES } from '../../lambda/core/settings/times';
import type { AwsEmulators } from '../aws-emulators';
import { startDurableFunction } from '../lambda/durable/start-function';
import { Environments } from '../lambda/environments';
import { FunctionEnvironment } from '../lambda/function-environment';
import { DIST } from '../lambda/start-function';
import { composeQueueEvent, composeStatusChange } from './end-events';
import { type OnWorkerCall, startWatchedEnvironment } from './watched-environment';

export interface JobsOptions {
  /** The real time of a job's pause as a part of its own. The clock of the job jumps over the rest. */
  readonly pauseScale: number;
  /**
   * The number of processes that run jobs at once.
   * @default 2
   */
  readonly concurrency?: number;
  /** Called before each call of the worker is served. */
  readonly onCall?: OnWorkerCall;
}

export interface JobsStart extends JobsOptions {
  readonly aws: AwsEmulators;
  /** Composes the environment variables of the functions, which call AWS at an URL. */
  readonly composeVariables: (awsUrl: string) => Readonly<Record<string, string>>;
  readonly onLogLine: (line: string) => void;
}

export const JOBS_BUCKET = 'bedrock-tier-router-jobs';

/** The configuration of both functions. The one that starts jobs has {@link JOB_FUNCTION_ARN}, too. */
export const JOBS_CONFIG = { bucket: JOBS_BUCKET, deadlineSeconds: TIMES.jobSeconds };

const WORKER = 'bedrock-tier-router-job';
const ALIAS = 'live';

/** The ARN that starts jobs. */
export const JOB_FUNCTION_ARN = `arn:aws:lambda:us-east-1:111122223333:function:${WORKER}:${ALIAS}`;

/** Longer than the longest job, so that a job ends itself. */
const EXECUTION_TIMEOUT_SECONDS = 8 * 24 * 60 * 60;
const DEFAULT_CONCURRENCY = 2;
/** The pause before an event that was not taken is delivered again, as a queue does for days. */
const END_PAUSE_MILLIS = 250;

/** Adds the functions of jobs to the emulated Lambda. The first job starts their processes. */
export function startJobs(options: JobsStart): void {
  const { aws, pauseScale, concurrency = DEFAULT_CONCURRENCY } = options;
  const start = () => startEndEnvironment(options);
  const ends = new EndQueue(new Environments({ concurrency: 1, start }));
  const end = (body: string) => void ends.deliver(composeQueueEvent(body));
  const worker = startDurableFunction({
    name: WORKER,
    alias: ALIAS,
    startEnvironment: () => startWorkerEnvironment(options),
    pauseScale,
    concurrency,
    executionTimeoutSeconds: EXECUTION_TIMEOUT_SECONDS,
    onFailure: (execution) => end(JSON.stringify(composeStatusChange(execution))),
    onLostStart: end,
  });
  aws.lambda.add(worker);
  aws.lambda.closers.push(() => ends.close());
}

function startWorkerEnvironment(options: JobsStart) {
  const { aws, composeVariables, onLogLine, onCall } = options;
  const bundle = bundleOf(JOB_BUNDLES.worker);
  const compose = (url: string) => ({ bundle, variables: composeVariables(url), onLogLine });
  if (onCall === undefined) return new FunctionEnvironment(compose(aws.url));
  return startWatchedEnvironment(aws.listener, compose, onCall);
}

function startEndEnvironment({ aws, composeVariables, onLogLine }: JobsStart) {
  const variables = { ...composeVariables(aws.url), [JOBS_BUCKET_VARIABLE]: JOBS_BUCKET };
  return new FunctionEnvironment({ bundle: bundleOf(JOB_BUNDLES.end), variables, onLogLine });
}

/** Delivers an event until the function takes it. */
class EndQueue {
  readonly #environments: Environments;
  #isClosed = false;

  constructor(environments: Environments) {
    this.#environments = environments;
  }

  async deliver(event: object): Promise<void> {
    while (!this.#isClosed && !(await this.#isTaken(event))) {
      await sleep(END_PAUSE_MILLIS, undefined, { ref: false });
    }
  }

  async #isTaken(event: object): Promise<boolean> {
    try {
      const answer = await this.#environments.invoke(event, 0);
      const failures = isJsonObject(answer) ? answer['batchItemFailures'] : undefined;
      return Array.isArray(failures) && failures.length === 0;
    } catch {
      // The function has logged its error.
      return false;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#environments.close();
  }
}

function bundleOf(folder: string): string {
  return join(DIST, folder, 'index.js');
}
