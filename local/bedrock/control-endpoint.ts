import type { JsonObject } from '../../lambda/core/json/json-object';
import { ControlError, parseControlBody } from '../control/check-members';
import type { FailurePlan } from './failures/failure-plan';
import { parseFailureRule } from './failures/parse-failure-rule';
import type { Journal, ReceivedRequest } from './journal';
import type { SimulatedModel } from './replies/simulated-model';

export const CONTROL_PATH = '/_local/bedrock/';

export interface ControlledParts {
  readonly journal: Journal;
  readonly failures: FailurePlan;
  readonly model: SimulatedModel;
}

export interface ControlResponse {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

type Action = (body: Buffer) => unknown;

/**
 * Controls the emulator over HTTP. AWS has no such endpoint.
 *
 * | path        | GET                | POST                              | DELETE |
 * |-------------|--------------------|-----------------------------------|--------|
 * | `/failures` | rules and quotas   | adds a rule, or sets a quota      | clears |
 * | `/replies`  | –                  | lengthens the next stream         | clears |
 * | `/journal`  | received requests  | –                                 | clears |
 */
export class ControlEndpoint {
  readonly #resources: ReadonlyMap<string, Readonly<Record<string, Action>>>;

  constructor({ journal, failures, model }: ControlledParts) {
    this.#resources = new Map([
      ['failures', failureActions(failures)],
      ['replies', replyActions(model)],
      ['journal', journalActions(journal)],
    ]);
  }

  respond({ method, path, body }: ReceivedRequest): ControlResponse {
    const actions = this.#resources.get(path.slice(CONTROL_PATH.length).replace(/\?.*$/, ''));
    if (actions === undefined) {
      const paths = [...this.#resources.keys()].map((name) => CONTROL_PATH + name);
      return { status: 404, body: { message: `unknown path; the paths are ${paths.join(', ')}` } };
    }
    const action = actions[method];
    if (action === undefined) {
      const allow = Object.keys(actions).join(', ');
      return { status: 405, body: { message: `allowed: ${allow}` }, headers: { Allow: allow } };
    }
    return perform(action, body);
  }
}

function failureActions(failures: FailurePlan): Record<string, Action> {
  const show = () => ({ failures: failures.rules, quotas: failures.quotas });
  return {
    GET: show,
    POST: (body) => {
      addToPlan(failures, parseControlBody(body.toString()));
      return show();
    },
    DELETE: () => failures.clear(),
  };
}

function replyActions(model: SimulatedModel): Record<string, Action> {
  return {
    POST: (body) => model.lengthenNextStream(readByteLength(parseControlBody(body.toString()))),
    DELETE: () => model.cancelLongStreams(),
  };
}

function journalActions(journal: Journal): Record<string, Action> {
  return {
    GET: () => ({ entries: journal.entries.map(showEntry) }),
    DELETE: () => journal.clear(),
  };
}

function perform(action: Action, body: Buffer): ControlResponse {
  try {
    return { status: 200, body: action(body) ?? {} };
  } catch (error) {
    if (error instanceof ControlError) return { status: 400, body: { message: error.message } };
    throw error;
  }
}

function addToPlan(failures: FailurePlan, body: JsonObject): void {
  if (body['kind'] === 'quota') setQuota(failures, body);
  else failures.add(parseFailureRule(body));
}

function setQuota(failures: FailurePlan, body: JsonObject): void {
  const { modelId, requestsPerMinute, tokensPerMinute } = body;
  const limits = { requestsPerMinute, tokensPerMinute };
  const written = Object.entries(limits).filter(([, limit]) => limit !== undefined);
  const counts = written.filter((entry): entry is [string, number] => isCount(entry[1]));
  if (typeof modelId !== 'string' || counts.length === 0 || counts.length < written.length) {
    throw new ControlError(
      'a quota needs "modelId" and "requestsPerMinute" or "tokensPerMinute", a whole number of at least 0',
    );
  }
  failures.setQuota(modelId, Object.fromEntries(counts));
}

function readByteLength({ bytes }: JsonObject): number {
  if (isCount(bytes) && bytes > 0) return bytes;
  throw new ControlError(
    `"bytes" must be a whole number above 0; received ${JSON.stringify(bytes)}`,
  );
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

/** Encodes bytes as base64. */
function showEntry({ body, replyBody, ...entry }: Journal['entries'][number]): JsonObject {
  return {
    ...entry,
    body: body.toString('base64'),
    ...(replyBody !== undefined && { replyBody: replyBody.toString('base64') }),
  };
}
