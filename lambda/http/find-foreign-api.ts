/** Paths of APIs that the router does not speak, and what their users set instead. */
const FOREIGN_APIS: readonly (readonly [path: RegExp, advice: string])[] = [
  [
    /^(\/anthropic)?\/v1\/messages(\/|$)/,
    "this is the path of Anthropic's Messages API; the router speaks Amazon Bedrock's: set CLAUDE_CODE_USE_BEDROCK=1 and " +
      'ANTHROPIC_BEDROCK_BASE_URL in Claude Code, and use the class AnthropicBedrock of the SDK with this URL as its baseURL',
  ],
  [
    /^\/openai\/v1\/models(\/|$)/,
    'this is the path of a list of models for clients of OpenAI; the router has its own at GET /v1/models',
  ],
  [
    /^(\/openai)?(\/v1)?\/(chat|chat\/completions|completions|responses|embeddings)(\/|$)|^\/openai(\/|$)/,
    "this is the path of OpenAI's API; the router speaks Amazon Bedrock's: use a client for Bedrock with this URL as its " +
      'endpoint, which AWS SDKs read from AWS_ENDPOINT_URL_BEDROCK_RUNTIME',
  ],
];

/** What to do instead, if the path is that of another API. A client that speaks it cannot be served. */
export function findForeignApi(path: string): string | undefined {
  return FOREIGN_APIS.find(([pattern]) => pattern.test(path))?.[1];
}
