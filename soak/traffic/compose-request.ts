import { HEADERS } from '../../lambda/contract';
import type { SeededRandom } from '../seeded-random';
import type { Sender } from './callers';
import { MARK, NUMBER_KEY } from './mark';
import { COUNTED, NOVA } from './operations';
import type { Manner, SoakRequest } from './request';

const OPERATIONS = ['work', 'urgent', 'plain', 'moving'] as const;
const MEGABYTE = 1024 * 1024;

type Draft = Partial<Omit<SoakRequest, 'number' | 'sender'>>;
type Composer = (mark: string, random: SeededRandom) => Draft;

/** One request of the mix. */
export function composeSoakRequest(
  number: number,
  sender: Sender,
  random: SeededRandom,
): SoakRequest {
  const compose = random.weigh<Composer>([
    [30, composeWhole],
    [24, composeStream],
    [8, composeInvoke],
    [8, composeInvokeStream],
    [4, composeCount],
    [1, composeLarge],
    [0.5, composeTooLarge],
    [10, composeInvalid],
    [4, withManner('reads-slowly', composeStream)],
    [2, withManner('sends-slowly', composeWhole)],
    [3, withManner('leaves-waiting', composeWhole)],
    [4, withManner('leaves-reading', composeStream)],
    [2, withManner('leaves-sending', composeWhole)],
    [3, composeShortTimeout],
  ]);
  const draft = compose(`${MARK}-${number}-`, random);
  const tier = random.happens(0.15) ? random.pick(['flex', 'priority', 'default']) : undefined;
  const asked: Record<string, string> =
    tier === undefined ? {} : { 'x-amzn-bedrock-service-tier': tier };
  return complete({ ...draft, headers: { ...asked, ...draft.headers } }, number, sender);
}

/** A small and valid request. */
export function composePlainRequest(number: number, sender: Sender): SoakRequest {
  const body = composeConverseBody(`${MARK}-${number}-`, { maxTokens: 100 });
  return complete({ body, isMarkedInAnswer: true }, number, sender);
}

function complete(draft: Draft, number: number, sender: Sender): SoakRequest {
  return {
    number,
    sender,
    manner: 'waits',
    method: 'POST',
    path: '/v1/work',
    body: '',
    isMarkedInAnswer: false,
    isTooLarge: false,
    ...draft,
    headers: {
      ...sender.headers,
      // A receipt repeats it, and so names its request.
      [HEADERS.metadata]: JSON.stringify({ [NUMBER_KEY]: String(number) }),
      ...draft.headers,
    },
  };
}

interface BodyChoice {
  readonly filling?: string;
  /** If undefined, a budget reserves the longest answer of the model. */
  readonly maxTokens?: number | undefined;
}

function composeConverseBody(mark: string, { filling = '', maxTokens }: BodyChoice = {}): string {
  return JSON.stringify({
    messages: [{ role: 'user', content: [{ text: mark + filling }] }],
    ...(maxTokens === undefined ? {} : { inferenceConfig: { maxTokens } }),
  });
}

function chooseMaxTokens(random: SeededRandom): number | undefined {
  return random.happens(0.9) ? 50 + random.below(400) : undefined;
}

function composeWhole(mark: string, random: SeededRandom): Draft {
  const filling = 'word '.repeat(random.below(200));
  const body = composeConverseBody(mark, { filling, maxTokens: chooseMaxTokens(random) });
  return { path: `/v1/${random.pick(OPERATIONS)}`, body, isMarkedInAnswer: true };
}

function composeStream(mark: string, random: SeededRandom): Draft {
  const operation = random.pick(OPERATIONS);
  const body = composeConverseBody(mark, { maxTokens: chooseMaxTokens(random) });
  return { path: `/v1/${operation}/stream`, body, isMarkedInAnswer: true };
}

function composeInvoke(mark: string, random: SeededRandom): Draft {
  const body = composeConverseBody(mark, { maxTokens: chooseMaxTokens(random) });
  return { path: `/model/${NOVA}:flex/invoke`, body, isMarkedInAnswer: true };
}

function composeInvokeStream(mark: string, random: SeededRandom): Draft {
  const body = composeConverseBody(mark, { maxTokens: chooseMaxTokens(random) });
  return { path: '/model/work/invoke-with-response-stream', body };
}

function composeCount(mark: string): Draft {
  const body = `{"input":{"converse":${composeConverseBody(mark)}}}`;
  return { path: `/model/${COUNTED}/count-tokens`, body };
}

function composeLarge(mark: string): Draft {
  const body = composeConverseBody(mark, { filling: 'x'.repeat(5 * MEGABYTE) });
  return { path: '/v1/plain', body, isMarkedInAnswer: true };
}

function composeTooLarge(mark: string): Draft {
  const body = composeConverseBody(mark, { filling: 'x'.repeat(6.5 * MEGABYTE) });
  return { path: '/v1/plain', body, isTooLarge: true };
}

function composeInvalid(mark: string, random: SeededRandom): Draft {
  return random.pick<Draft>([
    { body: `{"text": ${mark}` },
    { path: `/v1/${mark}`, body: composeConverseBody(mark) },
    { body: `{"serviceTier":{"type":"${mark}"}}` },
    { path: `/${mark}` },
    { method: 'DELETE' },
    { headers: { 'x-router-strict-tier': mark }, body: composeConverseBody(mark) },
    { path: '/model/../converse', body: composeConverseBody(mark) },
  ]);
}

function withManner(manner: Manner, compose: Composer): Composer {
  return (mark, random) => ({ ...compose(mark, random), manner });
}

/** The timeout may end before Bedrock answers. */
function composeShortTimeout(mark: string, random: SeededRandom): Draft {
  const timeoutMillis = 20 + random.below(1_500);
  const draft = composeWhole(mark, random);
  return { ...draft, headers: { 'x-router-timeout-ms': String(timeoutMillis) } };
}
