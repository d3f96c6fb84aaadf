import { FUNCTION_BUNDLE } from '../../local/lambda/start-function';
import { type BenchCase, MODEL_ID, OPERATION, TIER } from '../cases';
import { composeChatBody, composeConverseBody } from './compose-converse';
import type { Contender, ContenderUrls } from './contender';
import { startPortkey } from './start-portkey';
import { startRouter } from './start-router';
import { startSdkGateway } from './start-sdk-gateway';

/** The lower bound: the same body over a kept-alive connection, without a signature and without reading the reply. */
const BARE_HTTP: Contender = {
  name: 'bare HTTP',
  isSigned: false,
  asksTier: true,
  planCall: (benchCase, { upstream }) => {
    const action = benchCase.isStream ? 'converse-stream' : 'converse';
    const url = `${upstream}/model/${encodeURIComponent(MODEL_ID)}/${action}`;
    return {
      kind: 'http',
      target: { url, headers: {}, body: composeConverseBody(benchCase, TIER) },
    };
  },
};

/** The code that a user would write without a router. */
const AWS_SDK: Contender = {
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
  AWS_SDK,
  HANDLER,
  ROUTER,
  SDK_GATEWAY,
  PORTKEY,
];
