import { type JsonObject, parseJsonObject } from '../../../lambda/core/json/json-object';
import { isLedgerFault } from '../../ledger/trouble';
import { MARK } from '../../traffic/mark';
import type { FinishedJobs, JobsTotals } from '../finished-jobs';
import { checkAnswers, fetchAnswers } from './answers';
import { checkJobMetrics } from './metrics';
import { checkMoney } from './money';
import { checkEvents, checkTasks } from './notices';

/** Accounts for every job. */
export async function checkJobs(finished: FinishedJobs): Promise<JobsTotals> {
  const { router, accepted, crashes, accounts, lines } = finished;
  const { aws, url } = router;
  const { answered, problems } = await fetchAnswers(url, accepted);
  const { entries } = aws.bedrock.journal;
  const { rows } = accounts;
  const faults = countFaults(lines);
  const violations = [
    ...problems,
    ...checkAnswers(answered),
    ...checkEvents(answered, aws.eventBridge.journal),
    ...checkTasks(answered, aws.stepFunctions.journal),
    ...checkMoney({ answered, entries, rows, faults, crashed: crashes.jobIds }),
    ...checkJobMetrics({ answered, entries, lines, uncounted: crashes.uncounted }),
    ...checkSecrets(finished),
  ];
  const endings = new Map<string, number>();
  for (const { seen } of answered) {
    const ending = seen.error?.code ?? seen.status;
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
  }
  const submissions = accepted.reduce((sum, { tries }) => sum + tries, 0);
  const { count } = crashes;
  return {
    jobs: answered.length,
    crashes: count,
    calls: entries.length,
    faults,
    submissions,
    endings,
    violations,
  };
}

/** Lines about the ledger, of which the level says that it was not available. */
function countFaults(lines: readonly string[]): number {
  const entries = lines.map((line): JsonObject => parseJsonObject(line) ?? {});
  return entries.filter((entry) => 'period' in entry && isLedgerFault(entry)).length;
}

/** Bodies, answers and task tokens stand in the bucket alone. They all carry the mark. */
function checkSecrets({ router, lines }: FinishedJobs): readonly string[] {
  const { lambda, eventBridge } = router.aws;
  const executions = [...lambda.functions.values()].flatMap(({ executions: { all } }) => all);
  const places = {
    'a line of the log': lines,
    'a checkpoint': executions.map(({ operations }) => JSON.stringify(operations)),
    'an event': eventBridge.journal.map(({ Detail }) => Detail),
  };
  return Object.entries(places)
    .filter(([, texts]) => texts.some((text) => text.includes(`${MARK}-`)))
    .map(([place]) => `${place} quotes a job`);
}
