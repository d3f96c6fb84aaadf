import type { ConverseCommandInput } from '@aws-sdk/client-bedrock-runtime';
import { type BenchCase, MODEL_ID, TIER } from '../cases';
import { composeContent } from './compose-content';

const LIMITS = { maxTokens: 400, temperature: 0 };

/** The input of the SDK's Converse command. */
export function composeConverseInput(benchCase: BenchCase): ConverseCommandInput {
  const content = composeContent(benchCase);
  const blocks =
    content.kind === 'text'
      ? [{ text: content.text }]
      : [
          { text: content.question },
          { image: { format: 'png' as const, source: { bytes: content.image } } },
        ];
  return {
    modelId: MODEL_ID,
    messages: [{ role: 'user', content: blocks }],
    inferenceConfig: LIMITS,
    serviceTier: { type: TIER },
  };
}

/** The same request as a Converse body. The tier is left out if the contender adds it. */
export function composeConverseBody(benchCase: BenchCase, tier?: string): string {
  const content = composeContent(benchCase);
  const blocks =
    content.kind === 'text'
      ? [{ text: content.text }]
      : [{ text: content.question }, { image: { format: 'png', source: encode(content.image) } }];
  return JSON.stringify({
    messages: [{ role: 'user', content: blocks }],
    inferenceConfig: LIMITS,
    ...(tier === undefined ? {} : { serviceTier: { type: tier } }),
  });
}

/** The same request as a body of OpenAI's chat completions, which Portkey and the router take. */
export function composeChatBody(benchCase: BenchCase, model = MODEL_ID): string {
  const content = composeContent(benchCase);
  const parts =
    content.kind === 'text'
      ? content.text
      : [
          { type: 'text', text: content.question },
          {
            type: 'image_url',
            image_url: { url: `data:image/png;base64,${base64(content.image)}` },
          },
        ];
  return JSON.stringify({
    model,
    messages: [{ role: 'user', content: parts }],
    max_tokens: LIMITS.maxTokens,
    temperature: LIMITS.temperature,
    stream: benchCase.isStream,
  });
}

function encode(image: Uint8Array): { readonly bytes: string } {
  return { bytes: base64(image) };
}

function base64(image: Uint8Array): string {
  return Buffer.from(image).toString('base64');
}
