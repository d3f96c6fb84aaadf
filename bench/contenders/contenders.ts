import { FUNCTION_BUNDLE } from '../../local/lambda/start-function';
import { type BenchCase, MODEL_ID, OPERATION, TIER } from '../cases';
import { composeChatBody, composeConverseBody } from './compose-converse';
import type { Contender, ContenderUrls } from './contender';
import { startPortkey } from './start-portkey';
import { startRouter } from './start-router';
import { startSdkGateway } from './start-sdk-gateway';

/** The limit: the same body to Bedrock over a connection kept alive, unsigned, and the reply unread. */
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

/** What a user would write instead of calling a router. */
const AWS_SDK: Contender = {
  name: 'AWS SDK',
  isSigned: true,
  asksTier: true,
  planCall: (benchCase) => ({ kind: 'sdk', benchCase }),
};

/** The function without anything in front of it, called in the caller's process: comparable with the SDK. */
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

/** Nothing but `node:http` before the SDK's commands. */
const SDK_GATEWAY: Contender = {
  ...ROUTER,
  name: 'SDK gateway',
  startServer: startSdkGateway,
};

/** Portkey's gateway with its Bedrock provider. It takes OpenAI's chat, and has no way to ask for a tier. */
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
