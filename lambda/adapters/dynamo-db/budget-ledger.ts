import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { BudgetLedger, Reserved, ReserveRequest, Warning } from '../../app/budgets/services';
import { BUDGET_TABLE_KEYS } from '../../contract';
import type { Account, Cleanup, LedgerEntry, Reservation } from '../../core/budgets/ledger-entry';
import { TIMES } from '../../core/settings/times';
import { readLedgerFault } from './ledger-fault';
import { type Item, nameWarning, readItem } from './ledger-item';
import {
  composeCleanup,
  composeLateRefusal,
  composeReserve,
  composeSpend,
  composeWarning,
  type Spending,
} from './ledger-updates';
import { watchServerTime } from './server-time';
import { Expressions, type Update } from './update-expression';

/** Whether an update was made, and the item after it. */
interface Updated {
  readonly isDone: boolean;
  /** After the update; before it if a condition did not hold. */
  readonly item: Item | undefined;
  readonly entry: LedgerEntry;
  /** How often the SDK sent it. */
  readonly attempts: number | undefined;
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
  /** IDs of reservations of which another write may arrive, because its answer did not. */
  readonly #doubtful = new Set<string>();

  constructor(client: DynamoDBClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async reserve(request: ReserveRequest): Promise<Reserved> {
    const { id } = request.reservation;
    const wasDoubtful = this.#doubtful.has(id);
    this.#doubtful.add(id);
    const compose = (expressions: Expressions) => composeReserve(expressions, request);
    // Without a limit it comes after the answer, or after a refusal that this ledger gave in time.
    const timeout = request.limitNanoUsd === undefined ? TIMES.settlementCallMillis : undefined;
    const { isDone, entry, attempts } = await this.#update(request.account, compose, timeout);
    if (attempts === 1 && !wasDoubtful) this.#doubtful.delete(id);
    return { isReserved: isDone || entry.open.some((each) => each.id === id), entry };
  }

  async settle(account: Account, reservation: Reservation, nanoUsd: number): Promise<LedgerEntry> {
    const isDoubtful = this.#doubtful.has(reservation.id);
    const entry = await this.#spend(account, { reservation, nanoUsd, isDoubtful });
    this.#doubtful.delete(reservation.id);
    return entry;
  }

  async cleanUp(account: Account, cleanup: Cleanup): Promise<boolean> {
    const { isDone } = await this.#update(account, (expressions) =>
      composeCleanup(expressions, cleanup),
    );
    return isDone;
  }

  async noteWarning(account: Account, warning: Warning): Promise<boolean> {
    const { isDone, item } = await this.#update(account, (expressions) =>
      composeWarning(expressions, warning),
    );
    return isDone || item?.[nameWarning(warning.threshold).warnedBy]?.S === warning.publisher;
  }

  async #spend(account: Account, spending: Omit<Spending, 'mark'>): Promise<LedgerEntry> {
    const { reservation, isDoubtful } = spending;
    const update = (compose: (expressions: Expressions) => Update) =>
      this.#update(account, compose, TIMES.settlementCallMillis);
    const { isDone, entry } = await update((expressions) =>
      composeSpend(expressions, { ...spending, mark: 'o' }),
    );
    if (isDone) return entry;
    if (entry.released.some(({ id }) => id === reservation.id)) {
      const spent = await update((each) => composeSpend(each, { ...spending, mark: 'r' }));
      return spent.entry;
    }
    if (!isDoubtful) return entry;
    return (await update((expressions) => composeLateRefusal(expressions, reservation))).entry;
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
    const read = (isDone: boolean, item: Item | undefined, attempts: number | undefined) => {
      return { isDone, item, entry: readItem(item, readServerTime()), attempts };
    };
    try {
      const { Attributes, $metadata } = await this.#client.send(command, { requestTimeout });
      return read(true, Attributes, $metadata.attempts);
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw readLedgerFault(error);
      return read(false, error.Item, error.$metadata.attempts);
    }
  }
}
