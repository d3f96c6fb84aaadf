import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { TIMES } from '../../lambda/core/settings/times';
import type { AwsEmulators } from '../../local/aws-emulators';
import { composeLocalClient } from '../../local/compose-local-client';
import { BUDGET_TABLE, type DynamoDbCall } from '../../local/dynamo-db/emulator';
import { type LedgerRow, readLedgerRow } from './row';
import { readCallerId } from './trouble';

/** Longer than the pauses before the function repeats a write, and than the SDK's. */
const QUIET_MILLIS = TIMES.longestSettlementPauseMillis + 700;
const QUIET_MILLIS_WITHOUT_FAILURES = 100;
const MOST_MILLIS = 12_000;
/** How long a reservation may stay open until its settlement, which may wait for two answers in vain. */
const SETTLING_MILLIS = 2 * TIMES.settlementCallMillis + 2_000;

/** The callers' accounts in the DynamoDB emulator, and the calls that wrote them. */
export class SoakAccounts {
  readonly #emulator: AwsEmulators['dynamoDb'];
  readonly #client: DynamoDBClient;
  #rows: readonly LedgerRow[] = [];

  constructor({ dynamoDb, url }: AwsEmulators) {
    this.#emulator = dynamoDb;
    this.#client = new DynamoDBClient(composeLocalClient(url));
  }

  /** As of the last {@link settle}. */
  get rows(): readonly LedgerRow[] {
    return this.#rows;
  }

  /** Writes since the last {@link forgetCalls}. */
  get calls(): readonly DynamoDbCall[] {
    return this.#emulator.journal.filter(({ operation }) => operation === 'UpdateItem');
  }

  forgetCalls(): void {
    this.#emulator.forgetCalls();
  }

  /** Waits until nothing is written any more, because costs are recorded after answers and receipts. */
  async settle(): Promise<void> {
    const known = new Set(this.#rows.flatMap(listOpen));
    await this.#becomeQuiet();
    this.#emulator.failures.clear();
    const giveUpAt = performance.now() + SETTLING_MILLIS;
    this.#rows = await this.#read();
    const hasNew = () => this.#rows.flatMap(listOpen).some((name) => !known.has(name));
    while (performance.now() < giveUpAt && hasNew()) {
      await this.#becomeQuiet();
      this.#rows = await this.#read();
    }
    // The function must not do without the ledger in the next round for a fault of this one.
    if (this.#endedUnanswered()) await sleep(TIMES.ledgerSilenceMillis);
  }

  /** Whether a caller's last write got no answer. */
  #endedUnanswered(): boolean {
    const lastCalls = new Map(this.calls.map((call) => [readCallerId(call), call]));
    return [...lastCalls.values()].some(({ isReceived }) => !isReceived);
  }

  /**
   * Makes all open reservations expire, as if a quarter of an hour had passed.
   *
   * @returns the rows before that
   */
  async expire(): Promise<readonly LedgerRow[]> {
    const rows = this.#rows;
    for (const row of rows) {
      for (const [name, nanoUsd] of row.open) await this.#expireOne(row, name, nanoUsd);
    }
    this.#rows = await this.#read();
    return rows;
  }

  close(): void {
    this.#client.destroy();
  }

  async #expireOne({ callerId, period }: LedgerRow, name: string, nanoUsd: number): Promise<void> {
    const [mark, , id] = name.split('#');
    const expiredAt = Math.floor(Date.now() / 1000) - 1;
    await this.#client.send(
      new UpdateItemCommand({
        TableName: BUDGET_TABLE,
        Key: { caller: { S: callerId }, period: { S: period } },
        UpdateExpression: 'SET #new = :amount REMOVE #old',
        ExpressionAttributeNames: { '#old': name, '#new': `${mark}#${expiredAt}#${id}` },
        ExpressionAttributeValues: { ':amount': { N: String(nanoUsd) } },
      }),
    );
  }

  async #becomeQuiet(): Promise<void> {
    const giveUpAt = performance.now() + MOST_MILLIS;
    let seen: number;
    do {
      const { journal } = this.#emulator;
      seen = journal.length;
      const hasFailed = journal.some(
        ({ failure, isReceived }) => failure !== undefined || !isReceived,
      );
      await sleep(hasFailed ? QUIET_MILLIS : QUIET_MILLIS_WITHOUT_FAILURES);
    } while (performance.now() < giveUpAt && !this.#isQuietSince(seen));
  }

  #isQuietSince(calls: number): boolean {
    return this.#emulator.callsInProgress === 0 && this.#emulator.journal.length === calls;
  }

  async #read(): Promise<readonly LedgerRow[]> {
    const { Items = [] } = await this.#client.send(new ScanCommand({ TableName: BUDGET_TABLE }));
    return Items.map(readLedgerRow).filter((row) => row !== undefined);
  }
}

function listOpen({ callerId, open }: LedgerRow): readonly string[] {
  return [...open.keys()].map((name) => `${callerId} ${name}`);
}
