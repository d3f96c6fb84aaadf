import { describe, expect, it } from 'vitest';
import type { AttemptResult } from '../../../../lambda/core/recovery/attempt';
import { findFailureCause } from '../../../../lambda/core/recovery/failure-cause';
import { candidate } from '../../../fakes/plan';

function find(result: AttemptResult, on = 'N:flex') {
  return findFailureCause({ candidate: candidate(on), result });
}

function answer(status: number, exception: string | undefined, message?: string) {
  return { kind: 'answered', status, exception, message } as const;
}

describe('the cause of a failure', () => {
  it.each([
    // status, exception, cause
    [400, 'ValidationException', 'final'],
    [403, 'AccessDeniedException', 'final'],
    [404, 'ResourceNotFoundException', 'final'],
    [408, 'ModelTimeoutException', 'silence'],
    [408, 'modelTimeoutException', 'silence'],
    [408, undefined, 'silence'],
    [424, 'ModelErrorException', 'final'],
    [429, 'ThrottlingException', 'quota'],
    [429, 'ModelNotReadyException', 'capacity'],
    [429, undefined, 'quota'],
    [500, 'InternalServerException', 'capacity'],
    [501, undefined, 'final'],
    [502, undefined, 'capacity'],
    [503, 'ServiceUnavailableException', 'capacity'],
    [504, undefined, 'capacity'],
    [429, 'rate_limit_exceeded', 'quota'],
    [429, 'model_not_ready', 'capacity'],
    [503, 'service_unavailable_error', 'capacity'],
    [408, 'model_timeout', 'silence'],
    [404, 'UnknownOperationException', 'unsupported-api'],
  ] as const)('%d %s is %s', (status, exception, cause) => {
    expect(find(answer(status, exception, 'no'))).toBe(cause);
  });

  it.each([
    ['unreachable', 'capacity'],
    ['silent', 'silence'],
    ['broken', 'silence'],
  ] as const)('of a call that is %s is %s', (kind, cause) => {
    expect(find({ kind })).toBe(cause);
  });

  it.each([200, 304, 399])('is none if the call succeeded with %d', (status) => {
    const message = 'This model version has reached the end of its life.';
    expect(find(answer(status, undefined, message))).toBeUndefined();
  });
});

/** Bedrock's sentences that were seen, and others that say the same. */
const WORDINGS: readonly (readonly [number, string, string])[] = [
  // The API that was called.
  [
    404,
    'unsupported-api',
    "The model doesn't exist or doesn't support this API. Retry your request with a different model ID.",
  ],
  [
    400,
    'unsupported-api',
    "The model 'us.amazon.nova-2-lite-v1:0' does not support the '/openai/v1/responses' API",
  ],
  [400, 'unsupported-api', 'The model does not support the Chat Completions API.'],
  [400, 'unsupported-api', "This action doesn't support the model that you provided."],
  [400, 'final', "This model doesn't support tool use in the Converse API."],
  [400, 'final', "The model does not support the 'logprobs' parameter of this API."],
  [503, 'capacity', 'The model does not support this API.'],
  // The model's end.
  [
    404,
    'retired',
    'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
  ],
  [404, 'retired', 'The model amazon.nova-premier-v1:0 reached end-of-life on 2026-09-14.'],
  [404, 'retired', 'Model is EOL.'],
  [
    403,
    'retired',
    'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. Please upgrade to an active model on Amazon Bedrock',
  ],
  [403, 'retired', 'This model was designated as "legacy" by its provider.'],
  [404, 'retired', 'The model anthropic.claude-3-haiku-20240307-v1:0 has been retired.'],
  [404, 'retired', 'The requested model is no longer available. Choose another model.'],
  [400, 'retired', 'This model version is deprecated. Use a newer version of the model.'],
  [400, 'retired', 'The foundation model was discontinued by the provider'],
  [403, 'retired', 'Access to Legacy models is restricted.'],
  [404, 'retired', 'This model was removed from Amazon Bedrock'],
  [404, 'retired', 'anthropic.claude-3-haiku-20240307-v1:0 has reached the end of its life'],
  // The account's or the Region's access to it.
  [403, 'no-access', "You don't have access to the model with the specified model ID."],
  [
    403,
    'no-access',
    'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model.',
  ],
  [
    403,
    'no-access',
    'Access to this model is not available for channel program accounts. Reach out to your AWS Solution Provider or AWS Distributor for more information.',
  ],
  [403, 'no-access', 'Your account is not authorized to access this model.'],
  [
    403,
    'no-access',
    'The model is not enabled in this account. Request access to it in the Amazon Bedrock console.',
  ],
  [
    400,
    'no-access',
    'Access to Anthropic models is not allowed from unsupported countries, regions, or territories.',
  ],
  [404, 'no-access', 'Could not resolve the foundation model from the provided model identifier.'],
  [
    404,
    'no-access',
    'Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model.',
  ],
  [404, 'no-access', 'The model amazon.nova-2-lite-v1:0 is not available in us-west-1.'],
  [404, 'no-access', 'Model not found.'],
  [
    404,
    'no-access',
    "The inference profile eu.amazon.nova-2-lite-v1:0 doesn't exist in this Region",
  ],
  [400, 'no-access', 'The provided model identifier is invalid.'],
  [
    400,
    'no-access',
    'Invocation of model ID amazon.nova-2-lite-v1:0 with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.',
  ],
  [400, 'no-access', 'The model us.amazon.nova-2-lite-v1:0 is not supported in this region.'],
  [403, 'no-access', 'The model is unavailable in your Region'],
  [403, 'no-access', 'Your account has not subscribed to this model'],
  [403, 'no-access', 'You have not been granted access to the model.'],
  [404, 'no-access', 'No such model'],
  [400, 'no-access', 'This model is only available in us-east-1'],
  // The rights of the role, which are the same for every candidate.
  [
    403,
    'final',
    'User: arn:aws:sts::111122223333:assumed-role/router/session is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-2-lite-v1:0 because no identity-based policy allows the bedrock:InvokeModel action',
  ],
  [
    403,
    'final',
    'User: arn:aws:sts::111122223333:assumed-role/router/session is not authorized to perform: bedrock:ApplyGuardrail on resource: arn:aws:bedrock:us-east-1:111122223333:guardrail/abc with an explicit deny in a service control policy',
  ],
  [403, 'final', 'The security token included in the request is invalid.'],
  [403, 'final', 'Signature expired: 20261128T180000Z is now earlier than 20261128T180500Z'],
  [403, 'final', 'Access denied'],
  [403, 'final', 'The API key is not valid for this model.'],
  [403, 'final', 'Your account is not authorized to invoke this API operation.'],
  [403, 'final', 'You do not have access to the S3 bucket that the model reads'],
  [
    403,
    'final',
    'User is not authorized to perform action bedrock:InvokeModel on the model, because no policy allows it',
  ],
  [403, 'final', 'The VPC endpoint policy denies access to the model'],
  // Other resources.
  [404, 'final', 'The guardrail was not found for this model.'],
  [404, 'final', 'The project proj_4711 has no access to the model'],
  [404, 'final', 'The requested resource does not exist.'],
  [404, 'final', 'Unknown operation'],
  // The body.
  [
    400,
    'final',
    'Malformed input request: #/messages/0/content: "our legacy model reached its end of life" is no array, please reformat your input and try again.',
  ],
  [
    400,
    'final',
    "1 validation error detected: Value 'x' at 'modelId' failed to satisfy constraint: the model is not supported in this region",
  ],
  [
    400,
    'final',
    'The model returned the following errors: messages.0: all messages must have non-empty content',
  ],
  [400, 'final', '`temperature` is deprecated for this model.'],
  [400, 'final', 'The parameter top_k is no longer supported by this model.'],
  [400, 'final', 'For this model, the parameter `top_p` has been retired.'],
  [400, 'final', 'The sampling parameters of this model have been deprecated'],
  [400, 'final', 'On this model top_k has been deprecated'],
  [400, 'final', 'The tool computer_20241022 for this model is no longer supported'],
  [400, 'final', 'This model\'s thinking type "enabled" is deprecated. Use adaptive'],
  [400, 'final', 'Latency optimized inference of this model is not available in this Region'],
  [
    400,
    'final',
    "This model doesn't support the stopSequences field. Remove stopSequences and try again.",
  ],
  [400, 'final', "This model doesn't support tool use in streaming mode."],
  [
    400,
    'final',
    'The model cannot read the document: its text says that the plant reached its end of life',
  ],
  [400, 'final', 'The model is not allowed to use tools with this toolChoice'],
  [400, 'final', 'Prompt caching is not available for this model in this Region.'],
  [400, 'final', 'Input is too long for requested model.'],
  [424, 'final', 'The model has reached the end of its life'],
  [429, 'quota', 'Too many tokens for a legacy model that has reached its end of life.'],
  [503, 'capacity', 'The model is no longer available.'],
];

it.each(WORDINGS)('%d is %s: %s', (status, cause, message) => {
  expect(find(answer(status, 'ValidationException', message))).toBe(cause);
});

describe('a tier', () => {
  it.each([
    'The provided service tier is not supported for this model',
    'The provided service tier is not supported for this model.',
    'service tier provided is invalid',
    'Reservation not found.',
    'The model us.amazon.nova-2-lite-v1:0 does not support the flex tier.',
    'Flex is not an available tier of this model in us-west-2',
    "serviceTier 'flex' is not enabled for this account",
    'service_tier: unsupported value',
    'No reserved capacity was found for the model.',
    'Model does not support flex processing',
    'flex is not supported by this model',
    'The requested tier is not supported for this model.',
    'The model does not support flex',
    'This model cannot be invoked with flex',
    "The model can't be served at tier flex",
    'Invalid tier: flex',
    'Unknown tier',
    'Flex cannot be used here',
    'Ultrafast is not supported by this model',
    'This model cannot be invoked with ultrafast',
    'flex not supported',
  ])('that was sent is refused by a 400 that says: %s', (message) => {
    expect(find(answer(400, 'ValidationException', message))).toBe('tier-refused');
    expect(find(answer(400, 'validationException', message))).toBe('tier-refused');
    expect(find(answer(400, undefined, message))).toBe('tier-refused');
    expect(find(answer(400, 'ServiceQuotaExceededException', message))).not.toBe('tier-refused');
    expect(find(answer(400, 'ValidationException', message), 'N')).not.toBe('tier-refused');
  });

  it.each([
    undefined,
    '',
    'Malformed input request: extraneous key [tier] is not permitted',
    'tools.0.toolSpec.name: make_reservation is used twice',
    'The number of priority messages is too high',
  ])('is not refused by a 400 that says: %s', (message) => {
    expect(find(answer(400, 'ValidationException', message))).toBe('final');
  });

  it('is not looked for in all of a long message, which would take seconds', () => {
    const quoted = `Bad key: ${'access to model '.repeat(20_000)}, service tier, end of life`;
    expect([400, 404].map((status) => find(answer(status, undefined, quoted)))).toEqual([
      'final',
      'no-access',
    ]);
  });

  it.each([403, 404, 424])('is not refused by a %d in the same words', (status) => {
    const message = 'The provided service tier is not supported for this model';
    expect(find(answer(status, 'AccessDeniedException', message))).not.toBe('tier-refused');
  });
});
