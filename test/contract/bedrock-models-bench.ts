import type { BedrockModels } from '../../lambda/app/ports';
import { RouterError } from '../../lambda/core/errors/router-error';
import { NO_FACTS } from '../../lambda/core/wire/reply-facts';
import { composeOpeningException, composeReply, composeStream } from '../fakes/compose-reply';
import { type Answer, FakeBedrockModels } from '../fakes/fake-bedrock-models';
import { startBedrock } from './start-bedrock';

/** The ways in which a call may end, in every implementation. */
export type Fate =
  | 'throttled'
  | 'unavailable'
  | 'never answered'
  | 'cut before the reply'
  | 'cut inside the stream'
  | 'an exception in the stream'
  | 'an exception for a stream'
  | 'a long stream';

/** An implementation of the port, and what its far side does and sees. */
export interface BedrockModelsBench {
  readonly models: BedrockModels;
  /** Decides over the next call; without it a call is served on the tier that it asks for. */
  readonly doom: (fate: Fate) => void;
  /** The path and the body of each call that arrived. */
  readonly arrivals: () => readonly { readonly path: string; readonly body: string }[];
}

export async function startEmulatorBench(): Promise<BedrockModelsBench> {
  const { emulator, models } = await startBedrock();
  const doom = (fate: Fate) => {
    if (fate === 'a long stream') emulator.lengthenNextStream(50_000_000);
    else emulator.failures.add(FAILURES[fate]);
  };
  const arrivals = () =>
    emulator.journal.entries.map(({ path, body }) => ({
      path: decodeURIComponent(path),
      body: body.toString('utf8'),
    }));
  return { models, doom, arrivals };
}

const FAILURES = {
  throttled: { kind: 'throttle' },
  unavailable: { kind: 'unavailable' },
  'never answered': { kind: 'hang' },
  'cut before the reply': { kind: 'cut', at: 'before-reply' },
  'cut inside the stream': { kind: 'cut', at: 'mid-reply' },
  'an exception in the stream': { kind: 'stream-error' },
  'an exception for a stream': { kind: 'stream-error', opening: true },
} as const;

export async function startFakeBench(): Promise<BedrockModelsBench> {
  const models = new FakeBedrockModels();
  let answer: Answer | undefined;
  const bench: BedrockModels = {
    invoke: (request, signal) => {
      models.answerNext(answer ?? serve);
      answer = undefined;
      return models.invoke(request, signal);
    },
  };
  const doom = (fate: Fate) => {
    answer = ANSWERS[fate];
  };
  const arrivals = () =>
    models.requests.map(({ baseModelId, action, body }) => ({
      path: `/model/${baseModelId}/${action}`,
      body: Buffer.from(body).toString('utf8'),
    }));
  return { models: bench, doom, arrivals };
}

const USAGE = {
  inputTokens: 1,
  outputTokens: 1,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
  cacheWriteOneHourInputTokens: 0,
};

const serve: Answer = ({ action, body }) => {
  const { serviceTier } = JSON.parse(Buffer.from(body).toString('utf8'));
  const resolvedTier: string = serviceTier?.type ?? 'default';
  if (action === 'converse-stream')
    return composeStream(['o', 'k'], { usage: USAGE, resolvedTier });
  return composeReply(200, JSON.stringify({ usage: USAGE, serviceTier: { type: resolvedTier } }));
};

const refuse = (status: number, exception: string) => () =>
  composeReply(status, '{"message":"no"}', { 'x-amzn-errortype': exception });

const broken = new RouterError('stream-broken', 'Amazon Bedrock ended the stream');
const lost = new RouterError('reply-broken', 'the connection broke off');

const ANSWERS: Readonly<Record<Fate, Answer>> = {
  throttled: refuse(429, 'ThrottlingException'),
  unavailable: refuse(503, 'ServiceUnavailableException'),
  'never answered': () => new Promise(() => {}),
  'cut before the reply': () => Promise.reject(lost),
  'cut inside the stream': () => composeStream(['o', broken]),
  'an exception in the stream': () =>
    composeStream(['o'], { streamException: 'throttlingException' }),
  'an exception for a stream': () => composeOpeningException('throttlingException'),
  'a long stream': (_, signal) => ({
    status: 200,
    headers: {},
    body: repeatUntil(signal),
    opening: NO_FACTS,
    readEnd: () => NO_FACTS,
  }),
};

async function* repeatUntil(signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for (;;) {
    signal.throwIfAborted();
    yield Buffer.from('o');
  }
}
