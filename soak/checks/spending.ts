import type { JsonObject } from '../../lambda/core/json/json-object';
import type { LedgerRow } from '../ledger/row';
import { findTrouble, type LedgerTrouble } from '../ledger/trouble';
import { NUMBER_KEY } from '../traffic/mark';
import type { SoakRequest } from '../traffic/request';
import { expectCharge } from './expect-charge';
import type { FinishedRound } from './finished-round';

interface Charge {
  readonly callerId: string;
  readonly nanoUsd: number;
}

/** Lists differences between the spending in the ledger and the charges by the receipts of the same requests. */
export function checkSpending({
  callers,
  answers,
  receipts,
  budgets,
}: FinishedRound): readonly string[] {
  const { before, after } = budgets;
  const requests = new Map(answers.map(({ request }) => [request.number, request]));
  const problems: string[] = [];
  const charges = receipts
    .filter(({ attempts }) => Array.isArray(attempts) && attempts.length > 0)
    .flatMap((receipt) => {
      const request = requests.get(readNumber(receipt));
      const problem = checkOwner(receipt, request);
      if (problem !== undefined) problems.push(problem);
      return request === undefined ? [] : [composeCharge(receipt, request)];
    });
  for (const { id } of callers.filter(({ budget }) => budget !== undefined)) {
    const spent = sumSpent(after, id) - sumSpent(before, id);
    const charged = charges
      .filter(({ callerId }) => callerId === id)
      .reduce((sum, { nanoUsd }) => sum + nanoUsd, 0);
    const trouble = findTrouble(id, budgets);
    if (trouble.isMadeUp)
      problems.push(`${id} has a fault in the log that the ledger did not have`);
    if (isAccountedFor(spent, charged, trouble)) continue;
    const amounts = `${spent} nano-dollars in the ledger, ${charged} by its receipts`;
    problems.push(`${id} spent ${amounts} and ${trouble.unrecorded} of them unrecorded`);
  }
  return problems;
}

/**
 * The ledger has all charges, except those that the log reports as unrecorded. If the answer of a write was lost, an
 * unrecorded charge may be in the ledger all the same.
 */
function isAccountedFor(spent: number, charged: number, trouble: LedgerTrouble): boolean {
  const { unrecorded, wasUnheard } = trouble;
  if (!wasUnheard) return spent === charged - unrecorded;
  return spent >= charged - unrecorded && spent <= charged;
}

function readNumber({ metadata }: JsonObject): number {
  return Number((metadata as JsonObject | undefined)?.[NUMBER_KEY]);
}

function checkOwner(receipt: JsonObject, request: SoakRequest | undefined): string | undefined {
  const { caller_id: callerId, request_id: id } = receipt;
  if (request === undefined) return `receipt ${id} is of no request`;
  const sender = request.sender.caller?.id;
  if (callerId === sender) return undefined;
  return `receipt ${id} is of ${callerId}; ${sender} sent the request`;
}

function composeCharge(receipt: JsonObject, request: SoakRequest): Charge {
  return { callerId: String(receipt['caller_id']), nanoUsd: expectCharge(receipt, request) };
}

function sumSpent(rows: readonly LedgerRow[], id: string): number {
  return rows.filter(({ callerId }) => callerId === id).reduce((sum, { spent }) => sum + spent, 0);
}
