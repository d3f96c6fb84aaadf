import { LIST_PRICES } from './list-prices';

/** What AWS bills for one kind of call, without Bedrock. */
export interface CallShape {
  readonly memoryMib: number;
  /** Duration of the function, most of it waiting for Bedrock. */
  readonly seconds: number;
  /** Log lines of the function, of Lambda and of API Gateway. */
  readonly logBytes: number;
  /** Writes of the budget ledger. 0 if the caller has no budget. */
  readonly ledgerWrites: number;
}

/** USD for a million requests, by service. */
export interface CallPrice {
  readonly gateway: number;
  readonly lambda: number;
  readonly logs: number;
  readonly ledger: number;
  readonly total: number;
}

const CALLS = 1e6;
const BYTES_PER_GIGABYTE = 1024 ** 3;

export function priceCalls(shape: CallShape): CallPrice {
  const { memoryMib, seconds, logBytes, ledgerWrites } = shape;
  const gigabyteSeconds = (memoryMib / 1024) * seconds;
  const gateway = CALLS * LIST_PRICES.restRequest;
  const lambda =
    CALLS * (LIST_PRICES.lambdaRequest + gigabyteSeconds * LIST_PRICES.lambdaArmGigabyteSecond);
  const logs = CALLS * (logBytes / BYTES_PER_GIGABYTE) * LIST_PRICES.logGigabyte;
  const ledger = CALLS * ledgerWrites * LIST_PRICES.dynamoDbWriteUnit;
  return { gateway, lambda, logs, ledger, total: gateway + lambda + logs + ledger };
}

/**
 * Seconds that a call may wait longer on flex until Lambda's price for waiting exceeds the saving of flex.
 *
 * @param savedUsd by one call
 */
export function findBreakEvenSeconds(savedUsd: number, memoryMib: number): number {
  return savedUsd / ((memoryMib / 1024) * LIST_PRICES.lambdaArmGigabyteSecond);
}
