/** Paths of APIs that the router does not speak, and what their users do instead. */
const FOREIGN_APIS: readonly (readonly [path: RegExp, advice: string])[] = [
  [
    /^(\/anthropic)?\/v1\/messages(\/|$)/,
    "this is the path of Anthropic's Messages API; the router speaks Amazon Bedrock's: set CLAUDE_CODE_USE_BEDROCK=1, " +
      'CLAUDE_CODE_SKIP_BEDROCK_AUTH=1 and ANTHROPIC_BEDROCK_BASE_URL for Claude Code, or use the class AnthropicBedrock of ' +
      'the SDK, which reads ANTHROPIC_BEDROCK_BASE_URL; the base URL is that of this API, without /v1/messages',
  ],
  [
    /^(\/v1\/[^/]+)?((\/openai)?(\/v1)?\/responses\/[^/]|\/openai(\/v1)?\/conversations(\/|$))/,
    'the router does not fetch, change or delete stored responses, because it does not know which model, account or Region ' +
      'has one; send the whole conversation as the "input" of POST /openai/v1/responses',
  ],
  [
    /^(\/openai)?(\/v1)?\/(chat|completions|responses|embeddings)(\/|$)|^\/openai(\/|$)/,
    "this is a path of OpenAI's API; of it, the router speaks POST /openai/v1/chat/completions, POST /openai/v1/responses " +
      'and GET /openai/v1/models: the base URL of a client ends in /openai/v1',
  ],
];

/** What to do instead, if the path is that of another API. A client that speaks it cannot be served. */
export function findForeignApi(path: string): string | undefined {
  return FOREIGN_APIS.find(([pattern]) => pattern.test(path))?.[1];
}
