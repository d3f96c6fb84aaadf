import { RouterError } from '../../errors/router-error';
import type { BedrockAction, OpenAiApi } from '../bedrock-action';
import { readJsonBody } from '../json-body';
import type { RequestBody } from '../request-body';
import type { ReceivedRequest } from '../wire';
import { TIER_MEMBER } from './openai-tier';
import { STATE_MEMBERS } from './stored-state';

export const MODEL_MEMBER = 'model';
const STREAM_MEMBER = 'stream';

/** The members by which the router decides. Readers differ in which of two members with one name they take. */
const DECIDING_MEMBERS = [MODEL_MEMBER, STREAM_MEMBER, TIER_MEMBER];

/** What a body of OpenAI's APIs says about its own call. */
export interface OpenAiCall {
  readonly action: BedrockAction;
  /** An operation's name or a tiered model ID, as the caller wrote it; undefined if the body has none. */
  readonly model: string | undefined;
  readonly body: RequestBody;
}

const EXPECTED: Readonly<Record<OpenAiApi, string>> = {
  'chat-completions': 'a request of Chat Completions',
  responses: 'a request of the Responses API',
};

/** @throws RouterError `invalid-body` */
export function readOpenAiCall(received: ReceivedRequest['body'], api: OpenAiApi): OpenAiCall {
  const body = readJsonBody(received, EXPECTED[api]);
  for (const name of [...DECIDING_MEMBERS, ...STATE_MEMBERS[api]]) requireOnce(body, name);
  const action = asksForStream(body) ? (`${api}-stream` as const) : api;
  return { action, model: readModel(body), body };
}

function requireOnce({ outline }: RequestBody, name: string): void {
  if (!outline.isJson) return;
  if (outline.members.filter((member) => member.name === name).length <= 1) return;
  throw invalid(`the body has the member "${name}" more than once`);
}

function asksForStream(body: RequestBody): boolean {
  const stream = body.read(STREAM_MEMBER) ?? false;
  if (typeof stream === 'boolean') return stream;
  throw invalid(`${STREAM_MEMBER} is ${describeKind(stream)}; it may be true or false`);
}

function readModel(body: RequestBody): string | undefined {
  const model = body.read(MODEL_MEMBER) ?? undefined;
  if (model === undefined || typeof model === 'string') return model;
  throw invalid(
    `${MODEL_MEMBER} is ${describeKind(model)}; it is a text: the name of an operation or a tiered model ID`,
  );
}

function describeKind(value: unknown): string {
  return Array.isArray(value) ? 'an array' : `of type ${typeof value}`;
}

function invalid(message: string): RouterError {
  return new RouterError('invalid-body', message);
}
