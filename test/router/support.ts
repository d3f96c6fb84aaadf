import { expect, vi } from 'vitest';
import { type JsonObject, parseJsonObject } from '../../lambda/core/json/json-object';
import {
  type LocalRouter,
  type LocalRouterOptions,
  startLocalRouter,
} from '../../local/local-router';
import { refuseBug } from '../clients/run-router';

/** A router and what its function has logged so far. */
export interface ObservedRouter extends LocalRouter {
  readonly log: readonly JsonObject[];
}

export async function startObservedRouter(
  options: LocalRouterOptions = {},
): Promise<ObservedRouter> {
  const log: JsonObject[] = [];
  const onLogLine = (line: string) => {
    const entry = parseJsonObject(line);
    if (entry === undefined)
      throw new Error(`the function logged a line that is not JSON: ${line}`);
    refuseBug(line);
    log.push(entry);
  };
  const router = await startLocalRouter({ ...options, onLogLine });
  return { ...router, log };
}

export const BODY = '{"messages":[{"role":"user","content":[{"text":"Invoice 4711"}]}]}';

/** Sends a request with a JSON body, as curl would. */
export function post(
  { url }: Pick<LocalRouter, 'url'>,
  path: string,
  body = BODY,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}

/** The last call that arrived at the Bedrock emulator. */
export function lastArrival({ aws }: LocalRouter) {
  const arrival = aws.bedrock.journal.entries.at(-1);
  if (arrival === undefined) throw new Error('nothing arrived at Bedrock');
  return arrival;
}

/** A text that arrived at Bedrock, with `ID` in place of the router's request ID. */
export function maskRequestId(text: string | Uint8Array = ''): string {
  const known = /("router-request-id":)"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"/;
  return Buffer.from(text).toString('utf8').replace(known, '$1"ID"');
}

/** Waits until the condition holds, e.g. for work that the function does after its response. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitFor(async () => expect(await condition()).toBe(true));
}
