import {
  type BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import type { ModelAction } from '../../lambda/core/wire/bedrock-action';
import { MESSAGES, NOVA_BODY } from './bedrock-client';

type Call = (client: BedrockRuntimeClient, modelId: string) => Promise<unknown>;

/** The smallest call of every operation, by the last part of its path. */
export const CALLS = {
  converse: (client, modelId) => client.send(new ConverseCommand({ modelId, messages: MESSAGES })),
  'converse-stream': (client, modelId) =>
    client.send(new ConverseStreamCommand({ modelId, messages: MESSAGES })),
  invoke: (client, modelId) => client.send(new InvokeModelCommand({ modelId, body: NOVA_BODY })),
  'invoke-with-response-stream': (client, modelId) =>
    client.send(new InvokeModelWithResponseStreamCommand({ modelId, body: NOVA_BODY })),
  'count-tokens': (client, modelId) =>
    client.send(new CountTokensCommand({ modelId, input: { converse: { messages: MESSAGES } } })),
} satisfies Readonly<Record<ModelAction, Call>>;
