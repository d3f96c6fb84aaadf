import { Duration } from 'aws-cdk-lib';
import {
  IntegrationPattern,
  JsonPath,
  QueryLanguage,
  type TaskStateBaseProps,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import { JOB_HEADERS } from '../../lambda/contract';
import { TIMES } from '../../lambda/core/settings/times';
import type { InvokedApi } from '../api/grant-invoke';
import type { InvokeTaskProps } from './invoke-task-props';

const LONGEST_DEADLINE = Duration.seconds(TIMES.longestJobSeconds);

/** A job ends within an hour of its deadline, because its last attempt may begin shortly before it. */
const SLACK = Duration.hours(1);

const JSONATA_TOKEN = '{% $states.context.Task.Token %}';

/** Lets the state wait for the job, at most until it must have ended. */
export function waitForJob({ deadline, ...state }: InvokeTaskProps): TaskStateBaseProps {
  const longest = (deadline ?? LONGEST_DEADLINE).plus(SLACK);
  const hasTimeout = state.taskTimeout !== undefined || state.timeout !== undefined;
  return {
    integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    ...(hasTimeout ? {} : { taskTimeout: Timeout.duration(longest) }),
  };
}

/** Writes the headers of a submission. Without a job key a retry is a new job, whose token is that of the new try. */
export function writeJobHeaders({ deadline, queryLanguage }: InvokeTaskProps) {
  const isJsonata = queryLanguage === QueryLanguage.JSONATA;
  return {
    [JOB_HEADERS.taskToken]: isJsonata ? [JSONATA_TOKEN] : JsonPath.array(JsonPath.taskToken),
    ...(deadline === undefined ? {} : { [JOB_HEADERS.deadline]: [String(deadline.toSeconds())] }),
  };
}

/** @throws Error that names the option, the value received and the values allowed */
export function checkJob({ hasJobs }: InvokedApi, props: InvokeTaskProps): void {
  const { asJob = false, deadline, requestTimeout } = props;
  if (asJob && !hasJobs) {
    throw new Error(
      'asJob of invokeTask needs a router with jobs: RouterJobs.durable(), or with hasJobs if it is imported',
    );
  }
  if (asJob && requestTimeout !== undefined) {
    throw new Error('requestTimeout of invokeTask is for a request, not for a job; set deadline');
  }
  if (deadline === undefined) return;
  if (!asJob) throw new Error('deadline of invokeTask is for a job; set asJob');
  checkDeadline(deadline);
}

function checkDeadline(deadline: Duration): void {
  const seconds = deadline.isUnresolved() ? Number.NaN : deadline.toSeconds({ integral: false });
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= TIMES.longestJobSeconds) return;
  throw new Error(
    `deadline of invokeTask must be whole seconds from 1 second to ${LONGEST_DEADLINE.toHumanString()}, got ${deadline}`,
  );
}
