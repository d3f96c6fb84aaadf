import type { JsonObject } from '../lambda/core/json/json-object';
import type { DynamoDbCall } from '../local/dynamo-db/emulator';

/** In the log where DynamoDB or EventBridge could not be told of a threshold. */
export const UNTOLD_WARNING = 'Budget warning could not be told';

/** What the ledger did to one caller in a round, beside what it was asked. */
export interface LedgerTrouble {
  readonly isTroubled: boolean;
  /** The log tells of a fault of the ledger, and there was none. */
  readonly isMadeUp: boolean;
  /** How often the log tells of one. */
  readonly faults: number;
  readonly wasThrottled: boolean;
  /** Something was done of which nobody heard. */
  readonly wasUnheard: boolean;
  /** How many writes were done after their client had given them up, and so perhaps after what it did next. */
  readonly lateWrites: number;
  /** What could not be written down by the log, in nano-dollars. */
  readonly unrecorded: number;
}

/** @param lines of the log that speak of budgets */
export function findTrouble(
  callerId: string,
  calls: readonly DynamoDbCall[],
  lines: readonly JsonObject[],
): LedgerTrouble {
  const own = calls.filter((call) => readCallerId(call) === callerId);
  const faults = lines.filter((line) => line['caller_id'] === callerId && isLedgerFault(line));
  const isTroubled = own.some(({ failure, isHeard }) => failure !== undefined || !isHeard);
  return {
    isTroubled,
    isMadeUp: faults.length > 0 && !isTroubled,
    faults: faults.length,
    wasThrottled: own.some(({ failure }) => failure === 'throttle'),
    wasUnheard: own.some(({ isHeard, output }) => !isHeard && output !== undefined),
    lateWrites: own.filter(isLate).length,
    unrecorded: sumNanoUsd(faults, 'unrecorded_usd'),
  };
}

/** What is lost is done before its client knows. */
function isLate({ failure, isHeard, output }: DynamoDbCall): boolean {
  return !isHeard && output !== undefined && failure !== 'lost';
}

/** Whose account a call is about. */
export function readCallerId({ input }: DynamoDbCall): string | undefined {
  const { Key: key } = input as { readonly Key?: { readonly caller?: { readonly S?: string } } };
  return key?.caller?.S;
}

/** A step that found no DynamoDB: money could not be set aside, or a cost not written down. */
function isLedgerFault({ level, message }: JsonObject): boolean {
  return level === 'ERROR' && message !== UNTOLD_WARNING;
}

/** Amounts of the log, which are whole nano-dollars written as USD. */
export function sumNanoUsd(lines: readonly JsonObject[], member: string): number {
  return lines.reduce((sum, line) => sum + Math.round(Number(line[member] ?? 0) * 1e9), 0);
}
