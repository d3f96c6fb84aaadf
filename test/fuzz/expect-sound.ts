import { expect } from 'vitest';
import type { JournalEntry } from '../../local/bedrock/journal';
import { CANARY } from './arbitrary-body';

/** A response as its client sees it. */
export interface SeenAnswer {
  readonly status: number;
  /** By lower-cased name. */
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** Whether the request asks for no body. */
  readonly isHead?: boolean;
}

const DOCUMENTED_STATUSES = [200, 400, 403, 404, 405, 408, 413, 415, 424, 429, 503];

/** The status is documented, and errors have the shape that SDKs know. */
export function expectSoundAnswer({ status, headers, body, isHead }: SeenAnswer): void {
  expect(DOCUMENTED_STATUSES, `${status} ${body.slice(0, 300)}`).toContain(status);
  if (status === 200) return;
  const type = headers['x-amzn-errortype'];
  if (isHead && body === '') return;
  const { error, ...rest } = JSON.parse(body);
  const message = expect.any(String);
  // OpenAI's clients get an object, AWS's a message and a type in a header, and both get both at the list of models.
  if (error !== undefined) {
    expect(error).toMatchObject({ message, type: expect.stringMatching(/^[a-z_]+_error$/) });
  }
  if (error !== undefined && type === undefined) {
    expect(rest).toEqual({});
    return;
  }
  expect(rest).toEqual({ message });
  expect(type).toMatch(/^[A-Z][A-Za-z]+(Exception|Error)(:http.*)?$/);
}

/** Each line is one JSON object without prompts or credentials. */
export function expectSoundLines(lines: readonly string[]): void {
  for (const line of lines) {
    expect(JSON.parse(line)).toEqual(expect.any(Object));
    expect(line).not.toContain(CANARY);
  }
}

const PATH =
  /^\/model\/([^/?#]+)\/(converse|converse-stream|invoke|invoke-with-response-stream|count-tokens)$/;

const OPENAI_PATH = /^\/openai\/v1\/(chat\/completions|responses)$/;

const HEADER_NAME =
  /^(openai-beta|content-type|accept|content-length|host|connection|authorization|user-agent|x-amz-(date|user-agent|content-sha256)|amz-sdk-(invocation-id|request)|x-amzn-bedrock-[!-~]*|anthropic-[!-~]*)$/;

/** The call is a valid Bedrock call with the router's credentials and no others. */
export function expectSoundArrival(arrival: JournalEntry, bedrockUrl: string): void {
  if (!OPENAI_PATH.test(arrival.path)) expectSoundModelPath(arrival.path);
  expect(arrival.method).toBe('POST');
  expect(arrival.headers['host']).toBe(new URL(bedrockUrl).host);
  expect(arrival.headers['authorization']).toMatch(/^AWS4-HMAC-SHA256 Credential=local\//);
  for (const name of Object.keys(arrival.headers)) expect(name).toMatch(HEADER_NAME);
}

function expectSoundModelPath(path: string): void {
  const [, segment = ''] = PATH.exec(path) ?? [];
  expect(segment, path).not.toMatch(/^(|\.{1,2})$/);
  expect(encodeURIComponent(decodeURIComponent(segment))).toBe(segment);
  expect(decodeURIComponent(segment)).not.toMatch(/(^|\/)\.{0,2}(\/|$)/);
}

/** Nothing was added to `Object.prototype`. */
export function expectUnpollutedPrototypes(): void {
  expect(Reflect.ownKeys(Object.prototype)).toEqual(PROTOTYPE_KEYS);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
}

const PROTOTYPE_KEYS = Reflect.ownKeys(Object.prototype);
