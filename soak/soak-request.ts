import { HEADERS } from '../lambda/contract';
import type { SeededRandom } from './seeded-random';
import type { Sender } from './soak-callers';

/** How a client behaves. */
export type Manner =
  | 'waits'
  /** Reads a piece now and then. */
  | 'reads-slowly'
  /** Sends a piece now and then. */
  | 'sends-slowly'
  | 'leaves-waiting'
  | 'leaves-reading'
  | 'leaves-sending';

export interface SoakRequest {
  readonly number: number;
  readonly sender: Sender;
  readonly manner: Manner;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Where the body of an answer has the request's own mark in plain text. */
  readonly isMarkedInAnswer: boolean;
  /** API Gateway refuses it: the function never sees it. */
  readonly isTooLarge: boolean;
}

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';

/** Operation → route, as the deploy has them. */
export const SOAK_OPERATIONS = {
  work: `${NOVA}:flex,${NOVA},${GEMMA}:flex`,
  urgent: `us.amazon.nova-pro-v1:0:priority,${NOVA}`,
  plain: 'amazon.nova-lite-v1:0',
  moving: `${NOVA}:flex`,
} as const;

const OPERATIONS = ['work', 'urgent', 'plain', 'moving'] as const;
const MEGABYTE = 1024 * 1024;

/** Stands in every prompt and in its answer, and must stand in no log. */
export const MARK = 'SOAK';
export const MARK_PATTERN = /SOAK-(\d+)-/;
/** The number of a request among the metadata of its receipt. */
export const NUMBER_KEY = 'soak';

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
    [10, composeRefused],
    [4, mannered('reads-slowly', composeStream)],
    [2, mannered('sends-slowly', composeWhole)],
    [3, mannered('leaves-waiting', composeWhole)],
    [4, mannered('leaves-reading', composeStream)],
    [2, mannered('leaves-sending', composeWhole)],
    [3, hurried],
  ]);
  const draft = compose(`${MARK}-${number}-`, random);
  const tier = random.happens(0.15) ? random.pick(['flex', 'priority', 'default']) : undefined;
  const asked: Record<string, string> =
    tier === undefined ? {} : { 'x-amzn-bedrock-service-tier': tier };
  return complete({ ...draft, headers: { ...asked, ...draft.headers } }, number, sender);
}

/** Small, and nothing is wrong with it. */
export function composePlainRequest(number: number, sender: Sender): SoakRequest {
  const body = converseBody(`${MARK}-${number}-`, { maxTokens: 100 });
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
      // By which a receipt tells whose it is.
      [HEADERS.metadata]: JSON.stringify({ [NUMBER_KEY]: String(number) }),
      ...draft.headers,
    },
  };
}

interface BodyChoice {
  readonly filling?: string;
  /** Of the answer; without it a budget has to bear the longest that the model can. */
  readonly maxTokens?: number | undefined;
}

function converseBody(mark: string, { filling = '', maxTokens }: BodyChoice = {}): string {
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
  const body = converseBody(mark, { filling, maxTokens: chooseMaxTokens(random) });
  return { path: `/v1/${random.pick(OPERATIONS)}`, body, isMarkedInAnswer: true };
}

function composeStream(mark: string, random: SeededRandom): Draft {
  const operation = random.pick(OPERATIONS);
  const body = converseBody(mark, { maxTokens: chooseMaxTokens(random) });
  return { path: `/v1/${operation}/stream`, body, isMarkedInAnswer: true };
}

function composeInvoke(mark: string, random: SeededRandom): Draft {
  const body = converseBody(mark, { maxTokens: chooseMaxTokens(random) });
  return { path: `/model/${NOVA}:flex/invoke`, body, isMarkedInAnswer: true };
}

function composeInvokeStream(mark: string, random: SeededRandom): Draft {
  const body = converseBody(mark, { maxTokens: chooseMaxTokens(random) });
  return { path: '/model/work/invoke-with-response-stream', body };
}

function composeCount(mark: string): Draft {
  const body = `{"input":{"converse":${converseBody(mark)}}}`;
  return { path: `/model/${NOVA}/count-tokens`, body };
}

function composeLarge(mark: string): Draft {
  const body = converseBody(mark, { filling: 'x'.repeat(5 * MEGABYTE) });
  return { path: '/v1/plain', body, isMarkedInAnswer: true };
}

function composeTooLarge(mark: string): Draft {
  return {
    path: '/v1/plain',
    body: converseBody(mark, { filling: 'x'.repeat(6.5 * MEGABYTE) }),
    isTooLarge: true,
  };
}

function composeRefused(mark: string, random: SeededRandom): Draft {
  return random.pick<Draft>([
    { body: `{"text": ${mark}` },
    { path: `/v1/${mark}`, body: converseBody(mark) },
    { body: `{"serviceTier":{"type":"${mark}"}}` },
    { path: `/${mark}` },
    { method: 'DELETE' },
    { headers: { 'x-router-strict-tier': mark }, body: converseBody(mark) },
    { path: '/model/../converse', body: converseBody(mark) },
  ]);
}

function mannered(manner: Manner, compose: Composer): Composer {
  return (mark, random) => ({ ...compose(mark, random), manner });
}

/** Its time may be over before Bedrock answers. */
function hurried(mark: string, random: SeededRandom): Draft {
  const draft = composeWhole(mark, random);
  return { ...draft, headers: { 'x-router-timeout-ms': String(20 + random.below(1_500)) } };
}
