import { RouterError } from '../../core/errors/router-error';
import { holdFallbacksBack } from '../../core/jobs/narrow-plan';
import { findEscalation } from '../../core/jobs/plan-pause';
import type { JobReservation, JobState } from '../../core/jobs/state';
import { composeJobRequest, type JobSubmission } from '../../core/jobs/submission';
import { breakUnplanned, type Outcome, refuseUnplanned } from '../../core/receipts/outcome';
import type { Receipt } from '../../core/receipts/receipt';
import type { Plan } from '../../core/routing/plan';
import type { BudgetServices } from '../budgets/services';
import { type Deadline, startDeadline, type TimeLimits } from '../deadline';
import type { Router } from '../ports';
import { routeRequest } from '../route-request';

/** One attempt of a job. */
export interface JobPass {
  readonly submission: JobSubmission;
  /** In which the attempt has begun. */
  readonly state: JobState;
  readonly body: Uint8Array;
  readonly limits: TimeLimits;
  /** Is called, and awaited, before money is set aside. */
  readonly noteReservation: (reservation: JobReservation) => Promise<void>;
}

/** How an attempt ended. */
export interface PassResult {
  readonly outcome: Outcome;
  /** Undefined if the request met a bug before it was planned. */
  readonly receipt: Receipt | undefined;
  /** The whole response if the outcome is a reply. */
  readonly response: Uint8Array | undefined;
  readonly isEscalated: boolean;
  /** Whether the plan had fallbacks that were not asked. */
  readonly holdsBack: boolean;
  readonly escalatesAt: number;
}

/** Routes the request of a job once, as HTTP does: to its primary alone until the job escalates. */
export async function routeJob(pass: JobPass, router: Router): Promise<PassResult> {
  const { submission, state, limits } = pass;
  const found = {
    isEscalated: state.isEscalated,
    holdsBack: false,
    escalatesAt: state.escalatesAt,
  };
  const narrow = (plan: Plan) => {
    found.escalatesAt = findEscalation(submission, plan.settings?.jobs?.escalateAfter);
    found.isEscalated = state.isEscalated || router.now() >= found.escalatesAt;
    if (found.isEscalated) return plan;
    const narrowed = holdFallbacksBack(plan);
    found.holdsBack = plan.calls.some(
      ({ candidate }) => !narrowed.calls.some((call) => call.candidate === candidate),
    );
    return narrowed;
  };
  const deadline = startDeadline(limits);
  try {
    const ended = await route({ ...pass, narrow, deadline }, router);
    return { ...ended, ...found };
  } finally {
    deadline.release();
  }
}

interface Routing extends JobPass {
  readonly narrow: (plan: Plan) => Plan;
  readonly deadline: Deadline;
}

type Ended = Pick<PassResult, 'outcome' | 'receipt' | 'response'>;

async function route(routing: Routing, router: Router): Promise<Ended> {
  const { submission, state, body, narrow, deadline, noteReservation } = routing;
  let ended: Ended | undefined;
  const answer = async (outcome: Outcome, receipt: Receipt) => {
    ended = { outcome, receipt, response: await readBody(outcome) };
  };
  const request = composeJobRequest(submission, body);
  const requestId = `${submission.jobId}.${state.attemptCount}`;
  const { budgets } = router;
  const noted = budgets && { ...budgets, ledger: noteFirst(budgets.ledger, noteReservation) };
  try {
    await routeRequest(
      { requestId, request, deadline, narrow, answer },
      { ...router, budgets: noted },
    );
  } catch (error) {
    if (!(error instanceof RouterError)) throw error;
    return { outcome: refuseUnplanned(error), receipt: undefined, response: undefined };
  }
  return ended ?? { outcome: breakUnplanned(undefined), receipt: undefined, response: undefined };
}

async function readBody(outcome: Outcome): Promise<Uint8Array | undefined> {
  if (outcome.kind !== 'reply') return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of outcome.reply.body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Notes each reservation before it is made. If the function crashes, the next attempt knows what to settle. */
function noteFirst(
  ledger: BudgetServices['ledger'],
  note: JobPass['noteReservation'],
): BudgetServices['ledger'] {
  return {
    reserve: async (request) => {
      await note({ account: request.account, reservation: request.reservation });
      return ledger.reserve(request);
    },
    settle: (...settlement) => ledger.settle(...settlement),
    cleanUp: (...cleanup) => ledger.cleanUp(...cleanup),
    noteWarning: (...warning) => ledger.noteWarning(...warning),
  };
}
