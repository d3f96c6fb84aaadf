import { FUNCTION_BUNDLE } from '../../local/lambda/start-function';
import { fetchRuntimeClient } from '../../scripts/tools/fetch-runtime-client';
import { type BenchCase, MODEL_ID, OPERATION, TIER } from '../cases';
import { composeChatBody, composeConverseBody } from './compose-converse';
import type { Contender, ContenderUrls } from './contender';
import { describeFailure } from './describe-failure';
import { LITELLM, TENSORZERO } from './python-libraries';
import { isPortkeyInstalled, startPortkey } from './start-portkey';
import { startRouter } from './start-router';
import { startRuntime } from './start-runtime';
import { startSdkGateway } from './start-sdk-gateway';

/** The lower bound: the same body over a kept-alive connection, without a signature and without reading the reply. */
const BARE_HTTP: Contender = {
  name: 'bare HTTP',
  isSigned: false,
  asksTier: true,
  planCall: (benchCase, { upstream }) => ({
    kind: 'http',
    target: composeTarget(benchCase, upstream),
  }),
};

/** A call of Bedrock without a client. */
function composeTarget(benchCase: BenchCase, upstream: string) {
  const action = benchCase.isStream ? 'converse-stream' : 'converse';
  const url = `${upstream}/model/${encodeURIComponent(MODEL_ID)}/${action}`;
  return { url, headers: {}, body: composeConverseBody(benchCase, TIER) };
}

/** The limit of this runtime: `node:http` and a signature. */
const BARE_SIGV4: Contender = {
  ...BARE_HTTP,
  name: 'bare SigV4',
  isSigned: true,
  planCall: (benchCase, { upstream }) => ({
    kind: 'signed',
    target: composeTarget(benchCase, upstream),
  }),
};

/** The code that a user would write without a router. */
export const AWS_SDK: Contender = {
  name: 'AWS SDK',
  isSigned: true,
  asksTier: true,
  planCall: (benchCase) => ({ kind: 'sdk', benchCase }),
};

/** The function called in the caller's process, without an HTTP front: comparable with the SDK. */
export const HANDLER: Contender = {
  name: 'handler',
  isSigned: true,
  asksTier: true,
  planCall: (benchCase) => ({ kind: 'handler', benchCase, bundle: FUNCTION_BUNDLE }),
};

/** The same function by Chat Completions: comparable with Converse. */
const CHAT_HANDLER: Contender = {
  ...HANDLER,
  name: 'chat',
  isTextOnly: true,
  planCall: (benchCase) => ({ kind: 'chat handler', benchCase, bundle: FUNCTION_BUNDLE }),
};

/** The function behind the HTTP front of `npm start`. */
export const ROUTER: Contender = {
  name: 'router',
  isSigned: true,
  asksTier: true,
  startServer: (upstreamUrl) => startRouter(upstreamUrl),
  planCall: (benchCase, { server }) => ({
    kind: 'http',
    target: {
      url: `${server}/v1/${OPERATION}${benchCase.isStream ? '/stream' : ''}`,
      headers: {},
      body: composeConverseBody(benchCase),
    },
  }),
};

/** The function in the process that Lambda starts for it. */
export const RUNTIME: Contender = {
  ...ROUTER,
  name: 'handler in runtime',
  isSequential: true,
  startServer: (upstreamUrl) => startRuntime(upstreamUrl),
  findAbsence: () => describeFailure(fetchRuntimeClient),
};

/** `node:http` and the SDK's commands, and nothing else. */
const SDK_GATEWAY: Contender = {
  ...ROUTER,
  name: 'SDK gateway',
  startServer: startSdkGateway,
};

/** Portkey's gateway with its Bedrock provider. It takes OpenAI's chat completions, and cannot request a tier. */
const PORTKEY: Contender = {
  name: 'Portkey',
  isSigned: true,
  asksTier: false,
  startServer: startPortkey,
  findAbsence: async () => (isPortkeyInstalled() ? undefined : 'run npm ci --prefix bench'),
  planCall: planPortkey,
};

function planPortkey(benchCase: BenchCase, { upstream, server }: ContenderUrls) {
  const headers = {
    'x-portkey-provider': 'bedrock',
    'x-portkey-custom-host': upstream,
    'x-portkey-aws-region': 'us-east-1',
    'x-portkey-aws-access-key-id': 'local',
    'x-portkey-aws-secret-access-key': 'local',
  };
  const url = `${server}/v1/chat/completions`;
  return { kind: 'http' as const, target: { url, headers, body: composeChatBody(benchCase) } };
}

export const CONTENDERS: readonly Contender[] = [
  BARE_HTTP,
  BARE_SIGV4,
  AWS_SDK,
  HANDLER,
  CHAT_HANDLER,
  RUNTIME,
  ROUTER,
  SDK_GATEWAY,
  PORTKEY,
  TENSORZERO,
  LITELLM,
];
