import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDbBudgetLedger } from '../../lambda/adapters/dynamo-db/budget-ledger';
import type { Reservation } from '../../lambda/core/budgets/ledger-entry';
import { composeLocalClient } from '../../local/compose-local-client';
import { BUDGET_TABLE, DynamoDbEmulator } from '../../local/dynamo-db/emulator';
import { serveOnLoopback } from '../../local/loopback-server';

const ACCOUNT = { callerId: 'a1b2c3d4e5', period: '2026-11' };
const EXPIRES_AT = 1_795_903_200;

/** What DynamoDB bills for one request of a caller. */
export interface WriteUnits {
  /** The caller's other requests under way. */
  readonly underWay: number;
  readonly reserve: number;
  readonly settle: number;
}

/** Counts the write request units of a request, as dynalite bills them, for each number of the caller's other requests. */
export async function countWriteUnits(counts: readonly number[]): Promise<readonly WriteUnits[]> {
  const server = await serveOnLoopback(new DynamoDbEmulator().listener);
  const meter = openMeter(server.url);
  const ledger = new DynamoDbBudgetLedger(meter.client, BUDGET_TABLE);
  const reserve = async () => {
    const reservation = composeReservation();
    const limitNanoUsd = 1e15;
    await ledger.reserve({ account: ACCOUNT, reservation, limitNanoUsd, forgetAt: EXPIRES_AT });
    return reservation;
  };
  try {
    const counted: WriteUnits[] = [];
    let others = 0;
    for (const underWay of counts) {
      for (; others < underWay; others += 1) await reserve();
      meter.read();
      const reservation = await reserve();
      const reserved = meter.read();
      await ledger.settle(ACCOUNT, reservation, reservation.nanoUsd);
      counted.push({ underWay, reserve: reserved, settle: meter.read() });
    }
    return counted;
  } finally {
    meter.client.destroy();
    await server.close();
  }
}

/** As long as those of the function: eight bytes of ID, and an amount of some cents. */
function composeReservation(): Reservation {
  return { id: randomBytes(8).toString('hex'), nanoUsd: 12_345_678, expiresAt: EXPIRES_AT };
}

/** A client that adds up the units of its calls. */
function openMeter(url: string) {
  const client = new DynamoDBClient(composeLocalClient(url));
  let units = 0;
  client.middlewareStack.add(
    (next) => async (call) => {
      const { output } = await next({
        ...call,
        input: { ...call.input, ReturnConsumedCapacity: 'TOTAL' },
      });
      const consumed = 'ConsumedCapacity' in output ? output.ConsumedCapacity : undefined;
      if (consumed !== undefined && 'CapacityUnits' in consumed) {
        units += consumed.CapacityUnits ?? 0;
      }
      return { output, response: undefined };
    },
    { step: 'initialize' },
  );
  const read = () => {
    const counted = units;
    units = 0;
    return counted;
  };
  return { client, read };
}
