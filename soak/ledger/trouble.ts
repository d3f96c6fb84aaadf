import { UNAVAILABLE } from '../../lambda/adapters/telemetry/describe-budget-event';
import type { JsonObject } from '../../lambda/core/json/json-object';
import type { DynamoDbCall } from '../../local/dynamo-db/emulator';
import type { RoundBudgets } from '../checks/finished-round';

/** Message of the log line for a threshold that DynamoDB or EventBridge did not accept. */
export const UNPUBLISHED_WARNING = UNAVAILABLE.warn;

/** How the ledger failed one caller in one round. */
export interface LedgerTrouble {
  readonly isTroubled: boolean;
  /** The log reports a fault of the ledger, although there was none. */
  readonly isMadeUp: boolean;
  /** Faults of the ledger in the log. */
  readonly faults: number;
  readonly wasThrottled: boolean;
  /** A write was done, and its answer did not arrive. */
  readonly wasUnheard: boolean;
  /** Writes done after their client gave them up, and so perhaps after its next write. */
  readonly lateWrites: number;
  /** Costs that are not in the ledger by the log, in nano-dollars. */
  readonly unrecorded: number;
}

/** @param budgets the calls of the ledger, and budget lines of the log */
export function findTrouble(
  callerId: string,
  { calls, lines, wasStalled }: Pick<RoundBudgets, 'calls' | 'lines' | 'wasStalled'>,
): LedgerTrouble {
  const own = calls.filter((call) => readCallerId(call) === callerId);
  const faults = lines.filter((line) => line['caller_id'] === callerId && isLedgerFault(line));
  const hasFailed = own.some(({ failure, isReceived }) => failure !== undefined || !isReceived);
  const isTroubled = hasFailed || wasStalled;
  return {
    isTroubled,
    isMadeUp: faults.length > 0 && !isTroubled,
    faults: faults.length,
    wasThrottled: own.some(({ failure }) => failure === 'throttle'),
    wasUnheard:
      wasStalled || own.some(({ isReceived, output }) => !isReceived && output !== undefined),
    lateWrites: own.filter(isLate).length,
    unrecorded: sumNanoUsd(faults, 'unrecorded_usd'),
  };
}

/** A write with a lost answer is not late: it was done before its client gave it up. */
function isLate({ failure, isReceived, output }: DynamoDbCall): boolean {
  return !isReceived && output !== undefined && failure !== 'lost';
}

/** The caller whose account a call addresses. */
export function readCallerId({ input }: DynamoDbCall): string | undefined {
  const { Key: key } = input as { readonly Key?: { readonly caller?: { readonly S?: string } } };
  return key?.caller?.S;
}

/** A reservation or a settlement that failed. */
export function isLedgerFault({ level, message }: JsonObject): boolean {
  return level === 'ERROR' && message !== UNPUBLISHED_WARNING;
}

/** Adds up amounts of log lines, which are whole nano-dollars written as USD. */
export function sumNanoUsd(lines: readonly JsonObject[], member: string): number {
  return lines.reduce((sum, line) => sum + Math.round(Number(line[member] ?? 0) * 1e9), 0);
}
