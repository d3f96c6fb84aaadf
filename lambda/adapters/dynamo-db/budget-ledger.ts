import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { BudgetLedger, Reserved, ReserveRequest, Warning } from '../../app/budgets/services';
import { BUDGET_TABLE_KEYS } from '../../contract';
import {
  type Account,
  type Cleanup,
  type LedgerEntry,
  type Reservation,
  sumNanoUsd,
} from '../../core/budgets/ledger-entry';
import { TIMES } from '../../core/settings/times';
import { readLedgerFault } from './ledger-fault';
import { ATTRIBUTES, type Item, nameReservation, nameWarning, readItem } from './ledger-item';
import { watchServerTime } from './server-time';
import { Expressions, type Update } from './update-expression';

const { spent, committed } = ATTRIBUTES;

/** Whether an update was made, and the item after it. */
interface Updated {
  readonly isDone: boolean;
  /** After the update; before it if a condition did not hold. */
  readonly item: Item | undefined;
  readonly entry: LedgerEntry;
}

/**
 * The ledger in a DynamoDB table, with one item for each caller and period. Each step is one conditional update. DynamoDB
 * makes the updates of an item one after another; transactions on one item would cancel each other.
 *
 * If the SDK repeats a write whose answer was lost, the condition does not hold, because the first write changed the item.
 * The item then shows whose write that was.
 */
export class DynamoDbBudgetLedger implements BudgetLedger {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;

  constructor(client: DynamoDBClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async reserve(request: ReserveRequest): Promise<Reserved> {
    const { account, reservation, limitNanoUsd, forgetAt } = request;
    const { nanoUsd } = reservation;
    const open = nameReservation('o', reservation);
    const { isDone, entry } = await this.#update(account, (expressions) => ({
      set: {
        [open]: expressions.amount(nanoUsd),
        [spent]: expressions.changed(spent, 0),
        [committed]: expressions.changed(committed, nanoUsd),
        [BUDGET_TABLE_KEYS.expiresAt]: expressions.amount(forgetAt),
      },
      remove: [],
      conditions: [
        `attribute_not_exists(${expressions.name(open)})`,
        ...(limitNanoUsd === undefined ? [] : [demandRoom(expressions, limitNanoUsd - nanoUsd)]),
      ],
    }));
    return { isReserved: isDone || entry.open.some(({ id }) => id === reservation.id), entry };
  }

  async settle(account: Account, reservation: Reservation, nanoUsd: number): Promise<LedgerEntry> {
    const { isDone, entry } = await this.#spend(account, {
      nanoUsd,
      given: reservation.nanoUsd,
      mark: nameReservation('o', reservation),
    });
    const isReleased = entry.released.some(({ id }) => id === reservation.id);
    if (isDone || !isReleased) return entry;
    const mark = nameReservation('r', reservation);
    return (await this.#spend(account, { nanoUsd, given: 0, mark })).entry;
  }

  async cleanUp(account: Account, { expired, forgotten }: Cleanup): Promise<boolean> {
    const opened = expired.map((each) => nameReservation('o', each));
    const { isDone } = await this.#update(account, (expressions) => ({
      set: {
        ...Object.fromEntries(
          expired.map((each) => [nameReservation('r', each), expressions.amount(each.nanoUsd)]),
        ),
        [committed]: expressions.changed(committed, -sumNanoUsd(expired)),
      },
      remove: [...opened, ...forgotten.map((each) => nameReservation('r', each))],
      conditions: opened.map((name) => `attribute_exists(${expressions.name(name)})`),
    }));
    return isDone;
  }

  async noteWarning(
    account: Account,
    { threshold, limitNanoUsd, forgetAt, publisher }: Warning,
  ): Promise<boolean> {
    const { warnedLimit, warnedBy } = nameWarning(threshold);
    const { isDone, item } = await this.#update(account, (expressions) => {
      const name = expressions.name(warnedLimit);
      const limit = expressions.amount(limitNanoUsd);
      return {
        set: {
          [warnedLimit]: limit,
          [warnedBy]: expressions.value({ S: publisher }),
          // The update creates the item of an account that has none.
          [BUDGET_TABLE_KEYS.expiresAt]: expressions.amount(forgetAt),
        },
        remove: [],
        conditions: [`(attribute_not_exists(${name}) OR ${name} < ${limit})`],
      };
    });
    return isDone || item?.[warnedBy]?.S === publisher;
  }

  /** Spends an amount and removes a mark. It happens once at most, because the item must still have the mark. */
  #spend(
    account: Account,
    {
      nanoUsd,
      given,
      mark,
    }: { readonly nanoUsd: number; readonly given: number; readonly mark: string },
  ): Promise<Updated> {
    const compose = (expressions: Expressions) => ({
      set: {
        [spent]: expressions.changed(spent, nanoUsd),
        [committed]: expressions.changed(committed, nanoUsd - given),
      },
      remove: [mark],
      conditions: [`attribute_exists(${expressions.name(mark)})`],
    });
    return this.#update(account, compose, TIMES.settlementCallMillis);
  }

  async #update(
    { callerId, period }: Account,
    compose: (expressions: Expressions) => Update,
    requestTimeout: number = TIMES.ledgerCallMillis,
  ): Promise<Updated> {
    const expressions = new Expressions();
    const command = new UpdateItemCommand({
      TableName: this.#tableName,
      Key: {
        [BUDGET_TABLE_KEYS.caller]: { S: callerId },
        [BUDGET_TABLE_KEYS.period]: { S: period },
      },
      ...expressions.write(compose(expressions)),
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const readServerTime = watchServerTime(command);
    try {
      const { Attributes } = await this.#client.send(command, { requestTimeout });
      return { isDone: true, item: Attributes, entry: readItem(Attributes, readServerTime()) };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw readLedgerFault(error);
      return { isDone: false, item: error.Item, entry: readItem(error.Item, readServerTime()) };
    }
  }
}

/** An account without an item has spent nothing, but has no room for more than its limit. */
function demandRoom(expressions: Expressions, mostCommitted: number): string {
  const name = expressions.name(committed);
  const hasRoom = `${name} <= ${expressions.amount(mostCommitted)}`;
  return mostCommitted < 0 ? hasRoom : `(attribute_not_exists(${name}) OR ${hasRoom})`;
}
