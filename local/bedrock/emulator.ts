import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { CONTROL_PATH, ControlEndpoint } from './control-endpoint';
import { formatAwsError } from './error';
import { Exchange } from './exchange';
import { FailurePlan } from './failures/failure-plan';
import { Journal, type ReceivedRequest } from './journal';
import { OPENAI_PATH } from './openai/api';
import { formatOpenaiError } from './openai/format-error';
import { ResponseStore } from './openai/response-store';
import { composeReply, type ModelPrompt } from './replies/compose-reply';
import { SimulatedModel } from './replies/simulated-model';
import { receiveRequest } from './requests/receive-request';
import { type ChooseFailure, serveInvocation } from './serve-invocation';

export interface BedrockEmulatorOptions {
  /**
   * 0 responds at once; 1 takes as long as a model would.
   * @default 0
   */
  readonly latencyScale?: number;
  /**
   * The random numbers for failure rates, latency jitter and the padding of frames.
   * @default Math.random
   */
  readonly random?: () => number;
  /**
   * Milliseconds since the epoch, for quotas, prompt caches and the journal.
   * @default Date.now
   */
  readonly now?: () => number;
  /**
   * Whether models and ARNs without tier data accept `priority` and `flex`.
   * @default false: they refuse both. Application inference profiles always accept them.
   */
  readonly servesUnlistedTiers?: boolean;
  /**
   * Composes the text of a reply.
   * @default {@link composeReply}
   */
  readonly composeReply?: (prompt: ModelPrompt) => string;
  /**
   * Chooses the failure of a call by its request.
   * @default - only planned failures apply
   */
  readonly chooseFailure?: ChooseFailure;
}

const MODEL_PATH = '/model/';

/**
 * Emulates the Amazon Bedrock runtime API: its wire protocol and the rules of service tiers, without a model. It
 * does not authenticate requests.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html
 */
export class BedrockEmulator {
  readonly journal: Journal;
  readonly failures: FailurePlan;
  readonly listener: RequestListener;
  readonly #model: SimulatedModel;
  readonly #control: ControlEndpoint;
  readonly #random: () => number;
  readonly #servesUnlistedTiers: boolean;
  readonly #responses = new ResponseStore();
  readonly #chooseFailure: ChooseFailure;
  /** Connections that have served a request. */
  readonly #used = new WeakSet<Socket>();

  constructor(options: BedrockEmulatorOptions = {}) {
    const { latencyScale = 0, random = Math.random, now = Date.now } = options;
    this.#random = random;
    this.#servesUnlistedTiers = options.servesUnlistedTiers ?? false;
    this.#chooseFailure = options.chooseFailure ?? (() => undefined);
    this.journal = new Journal(now);
    this.failures = new FailurePlan(now, random);
    this.#model = new SimulatedModel({
      latencyScale,
      random,
      now,
      composeReply: options.composeReply ?? composeReply,
    });
    const { journal, failures } = this;
    this.#control = new ControlEndpoint({ journal, failures, model: this.#model });
    this.listener = (request, response) => {
      this.#respond(request, response).catch(() => response.destroy());
    };
  }

  /** Whether the request is for this emulator: `/model/…`, `/openai/v1/…` and `/_local/bedrock/…`. */
  accepts({ url = '' }: IncomingMessage): boolean {
    return [MODEL_PATH, OPENAI_PATH, CONTROL_PATH].some((path) => url.startsWith(path));
  }

  /** Makes the next stream contain exactly this many bytes of text, generated while they are sent. */
  lengthenNextStream(byteLength: number): void {
    this.#model.lengthenNextStream(byteLength);
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = await receiveRequest(request);
    if (received.path.startsWith(CONTROL_PATH)) return this.#respondToControl(response, received);
    const { socket } = request;
    if (this.#used.has(socket) && this.failures.takeStale()) return void socket.resetAndDestroy();
    this.#used.add(socket);
    const exchange = this.#begin(received, response);
    try {
      await serveInvocation(exchange, received, {
        model: this.#model,
        failures: this.failures,
        chooseFailure: this.#chooseFailure,
        random: this.#random,
        servesUnlistedTiers: this.#servesUnlistedTiers,
        responses: this.#responses,
      });
    } catch (error) {
      await exchange.fail(error);
    }
  }

  #begin(received: ReceivedRequest, response: ServerResponse): Exchange {
    const { journal } = this;
    const sequence = journal.record(received);
    const isOpenai = received.path.startsWith(OPENAI_PATH);
    const formatError = isOpenai ? formatOpenaiError : formatAwsError;
    return new Exchange(response, { journal, sequence, formatError });
  }

  #respondToControl(response: ServerResponse, received: ReceivedRequest): void {
    const { status, body, headers } = this.#control.respond(received);
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  }
}
