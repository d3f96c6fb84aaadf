import type { RunningRouter } from '../../clients/run-router';
import { post } from '../support';

export const NOVA = 'us.amazon.nova-2-lite-v1:0';
export const CACHED = { cache: { mode: 'simple', maxAgeSeconds: 3600 } };

export interface Answer {
  readonly status: number;
  /** `hit` if the cache answered. */
  readonly cache: 'hit' | 'none';
  readonly text: string;
  readonly headers: Headers;
}

/** A Converse body whose prompt is the text. */
export function prompt(text: string, members: object = {}): string {
  return JSON.stringify({ messages: [{ role: 'user', content: [{ text }] }], ...members });
}

export async function ask(
  router: RunningRouter,
  path: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await post(router, path, body, headers);
  const text = await response.text();
  const cache = response.headers.get('x-router-cache')?.startsWith('hit; age=') ? 'hit' : 'none';
  return { status: response.status, cache, text, headers: response.headers };
}
