import type { BedrockEmulator } from '../../local/bedrock/emulator';
import { ask, type RawAnswer } from '../local/bedrock/ask';

/** Four operations on four models, one of which takes no tier. */
export const OPERATIONS = {
  classification: 'us.amazon.nova-2-lite-v1:0:priority',
  extraction: 'us.amazon.nova-pro-v1:0:flex',
  assessment: 'google.gemma-3-27b-it',
  summary: 'us.amazon.nova-lite-v1:0:flex',
} as const;

/** Is part of everything that no log may have. */
export const SECRET = 'TOP-SECRET';

/** One of its streams breaks off before Bedrock reports its usage. */
export const INTERRUPTED_MODEL = 'us.amazon.nova-lite-v1:0';

export interface MixedRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Fifty requests: of each ten, four whole, three streamed, and three that are refused at once. */
export function composeMixedRequests(): readonly MixedRequest[] {
  return Array.from({ length: 50 }, (_, index) => {
    const names = Object.keys(OPERATIONS);
    const name = names[index % names.length];
    const text = `${SECRET}-prompt-${index} ${'word '.repeat(index)}`;
    const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text }] }] });
    const headers = {
      authorization: `Bearer ${SECRET}-token`,
      'x-api-key': `${SECRET}-key`,
      cookie: `session=${SECRET}`,
      'x-amzn-bedrock-trace': `${SECRET}-trace`,
    };
    const tier = index % 3 === 0 ? { 'x-amzn-bedrock-service-tier': 'flex' } : {};
    const whole = { path: `/v1/${name}`, headers: { ...headers, ...tier }, body };
    return REFUSED[index % 10]?.(whole) ?? (index % 2 === 0 ? whole : streamed(whole));
  });
}

function streamed(request: MixedRequest): MixedRequest {
  return { ...request, path: `${request.path}/stream` };
}

/** By the last digit of a request's number. */
const REFUSED: Readonly<Record<number, (request: MixedRequest) => MixedRequest>> = {
  4: (request) => ({ ...request, body: `{"text": ${SECRET}-no-json` }),
  6: (request) => ({ ...request, path: `/v1/${SECRET}-operation` }),
  8: (request) => ({ ...request, body: `{"serviceTier":{"type":"${SECRET}-tier"}}` }),
};

/** Some calls are slow, some fail, and each kind on a model of its own. */
export function planTrouble({ failures }: BedrockEmulator): void {
  const message = `${SECRET}-error`;
  const nova = { modelId: 'us.amazon.nova-2-lite-v1:0' };
  const pro = { modelId: 'us.amazon.nova-pro-v1:0' };
  const gemma = { modelId: 'google.gemma-3-27b-it' };
  failures.add({ ...nova, kind: 'slow', milliseconds: 80, times: 3 });
  failures.add({ ...nova, kind: 'throttle', message, times: 3 });
  failures.add({ ...pro, kind: 'slow', milliseconds: 40, times: 2 });
  failures.add({ ...pro, kind: 'cut', at: 'before-reply', times: 2 });
  // More than the retries can use up, so that some requests fail for good in whatever order they come.
  failures.add({ ...pro, kind: 'unavailable', message, times: 16 });
  failures.add({ modelId: INTERRUPTED_MODEL, kind: 'stream-error', message, times: 1 });
  failures.add({ ...gemma, kind: 'slow', milliseconds: 20, times: 4 });
  failures.add({ ...gemma, kind: 'model-error', message, times: 2 });
}

export interface Answered {
  /** Its place among the requests sent. */
  readonly index: number;
  readonly answer: RawAnswer;
}

/** Sends all at once; gives the answers in the order in which they came. */
export async function sendAll(
  routerUrl: string,
  requests: readonly MixedRequest[],
): Promise<readonly Answered[]> {
  const answered: Answered[] = [];
  await Promise.all(
    requests.map(async ({ path, headers, body }, index) => {
      const answer = await ask(routerUrl + path, { headers: { ...headers }, body });
      answered.push({ index, answer });
    }),
  );
  return answered;
}
