import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { BUDGET_TABLE_KEYS, REPLY_TABLE_KEYS } from '../../lambda/contract';
import { type JsonObject, parseJsonObject } from '../../lambda/core/json/json-object';
import { type PlannedFailureKind, PlannedFailures } from '../planned-failures';
import { respondToCall, type ServiceResponse } from '../respond-to-call';
import { type Dynalite, startDynalite, TARGET_PREFIX, type TableKeys } from './start-dynalite';

/** The tables of a deployment: the callers' budgets, and cached replies. */
export const BUDGET_TABLE = 'bedrock-tier-router-budgets';
export const REPLY_TABLE = 'bedrock-tier-router-replies';

const TABLES: TableKeys = {
  [BUDGET_TABLE]: [BUDGET_TABLE_KEYS.caller, BUDGET_TABLE_KEYS.period],
  [REPLY_TABLE]: [REPLY_TABLE_KEYS.key],
};

/** A finished call. */
export interface DynamoDbCall {
  readonly operation: string;
  readonly input: JsonObject;
  /** The planned failure that was applied. */
  readonly failure: PlannedFailureKind | undefined;
  /**
   * The response of the operation, even if the client did not receive it. Undefined if the operation was not
   * performed.
   */
  readonly output: JsonObject | undefined;
  /** Whether the client received the response. */
  readonly isReceived: boolean;
}

const MAX_JOURNAL_ENTRIES = 50_000;

/** DynamoDB throttles with both exceptions. The emulator alternates between them. */
const THROTTLES = [
  composeError(400, 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException'),
  composeError(400, 'com.amazon.coral.availability#ThrottlingException'),
] as const;
const INTERNAL = composeError(500, 'com.amazonaws.dynamodb.v20120810#InternalServerError');

/** Emulates DynamoDB in memory with dynalite. The first request loads dynalite and creates the tables. */
export class DynamoDbEmulator {
  /** Planned failures. They also apply to the SDK's retries. */
  readonly failures = new PlannedFailures();

  #starting: Promise<Dynalite> | undefined;
  #journal: DynamoDbCall[] = [];
  #throttles = 0;
  #callsInProgress = 0;

  /** The last fifty thousand calls, in the order in which they ended. */
  get journal(): readonly DynamoDbCall[] {
    return this.#journal;
  }

  get callsInProgress(): number {
    return this.#callsInProgress;
  }

  forgetCalls(): void {
    this.#journal = [];
  }

  /** Whether a request on a shared server is meant for this service. */
  accepts({ headers }: IncomingMessage): boolean {
    const target = headers['x-amz-target'];
    return typeof target === 'string' && target.startsWith(TARGET_PREFIX);
  }

  /** Loads dynalite before the first request, which might otherwise exceed the timeout of its client. */
  async start(): Promise<void> {
    this.#starting ??= startDynalite(TABLES);
    await this.#starting;
  }

  readonly listener: RequestListener = (request, response) => {
    this.#callsInProgress += 1;
    this.#serve(request, response)
      .catch(() => response.destroy())
      .finally(() => {
        this.#callsInProgress -= 1;
      });
  };

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const operation = String(request.headers['x-amz-target']).slice(TARGET_PREFIX.length);
    const body = await text(request);
    const failure = this.failures.take(operation);
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    const done = await respondToCall(response, {
      failure,
      errors: { throttle: this.#chooseThrottle(), internal: INTERNAL },
      perform: () => this.#forward(request, body),
    });
    const call = {
      operation,
      input: parseJsonObject(body) ?? {},
      failure: failure?.kind,
      output: done === undefined ? undefined : parseJsonObject(done.body),
      isReceived: !response.destroyed,
    };
    this.#journal.push(call);
    if (this.#journal.length > MAX_JOURNAL_ENTRIES) this.#journal.shift();
  }

  async #forward(request: IncomingMessage, body: string): Promise<ServiceResponse> {
    this.#starting ??= startDynalite(TABLES);
    const dynalite = await this.#starting;
    return await dynalite(request, body);
  }

  #chooseThrottle(): ServiceResponse {
    this.#throttles += 1;
    return THROTTLES[this.#throttles % 2 === 0 ? 0 : 1];
  }
}

function composeError(status: number, type: string): ServiceResponse {
  return { status, body: JSON.stringify({ __type: type, message: 'As planned.' }) };
}
