import { describe, expect, it } from 'vitest';
import { findQuotableMessage } from '../../../../lambda/functions/hook/quotable-message';

describe('the message of an error', () => {
  it.each([
    [429, 'ThrottlingException', 'Too many tokens per day, please wait before trying again.'],
    [429, 'ModelNotReadyException', 'The model is not ready.'],
    [
      403,
      'AccessDeniedException',
      "You don't have access to the model with the specified model ID.",
    ],
    [404, 'ResourceNotFoundException', 'This model version has reached the end of its life.'],
    [408, 'ModelTimeoutException', 'The model took too long.'],
    [500, 'InternalServerException', 'The system encountered an unexpected error.'],
    [500, 'InternalFailure', 'Internal failure'],
    [503, 'serviceUnavailableException', 'Bedrock is unable to process your request.'],
    [503, '', 'Service Unavailable'],
    [503, undefined, 'Service Unavailable'],
    [400, 'ValidationException', 'The provided service tier is not supported for this model'],
    [400, 'ValidationException', 'Service tier provided is invalid.'],
    [400, 'ValidationException', 'Reservation not found.'],
    [400, 'ValidationException', 'The provided model identifier is invalid.'],
    [
      400,
      'ValidationException',
      'Invocation of model ID amazon.nova-2-lite-v1:0 with on-demand throughput isn’t supported. ' +
        'Retry your request with the ID or ARN of an inference profile that contains this model.',
    ],
    [400, 'ValidationException', 'Input is too long for requested model.'],
    [
      400,
      'ValidationException',
      'The model returned the following errors: prompt is too long: 212345 tokens > 200000 maximum',
    ],
    [
      400,
      'ValidationException',
      'The model returned the following errors: `temperature` and `top_p` cannot both be specified for this model. Please use only one.',
    ],
    [
      400,
      'ValidationException',
      'The model returned the following errors: `temperature` is deprecated for this model.',
    ],
    [
      400,
      'ValidationException',
      'The model returned the following errors: messages.0.content.1.image.source.base64: image exceeds 5 MB maximum: 6291456 bytes > 5242880 bytes',
    ],
  ])('is shown for %d %s: %s', (status, exception, message) => {
    expect(findQuotableMessage({ status, exception, message })).toBe(message);
  });

  it.each([
    [400, 'ValidationException', 'Malformed input request: Patient Jane Roe'],
    [
      400,
      'ValidationException',
      'Malformed input: "service tier is not supported for this model, wrote Jane Roe"',
    ],
    [400, 'ValidationException', 'Reservation not found. Guest: Jane Roe'],
    [400, 'ValidationException', 'Reservation not found.\nJane Roe'],
    [400, 'ValidationException', 'The model ID Jane Roe, 4 Elm Street is not supported.'],
    [403, 'ValidationException', 'Jane Roe'],
    [500, 'ValidationException', 'Jane Roe'],
    [429, 'ModelErrorException', 'The model wrote: Dear Jane Roe'],
    [424, 'ModelErrorException', 'The model wrote: Dear Jane Roe'],
    [
      403,
      'InvalidSignatureException',
      'The Canonical String is … x-amz-security-token:IQoJb3JpZ2lu',
    ],
    [413, '', 'Jane Roe'],
    [502, '', '<html>Jane Roe</html>'],
  ])('is not shown for %d %s: %s', (status, exception, message) => {
    expect(findQuotableMessage({ status, exception, message })).toBeUndefined();
  });

  it('is cut if it is long', () => {
    const message = 'x'.repeat(10_000);
    const shown = findQuotableMessage({ status: 503, exception: undefined, message });
    expect(shown).toBe('x'.repeat(500));
  });

  it('has one line', () => {
    const message = 'Too many\r\n\u2028requests\u0000';
    const shown = findQuotableMessage({ status: 429, exception: 'ThrottlingException', message });
    expect(shown).toBe('Too many requests ');
  });

  it('may be missing', () => {
    expect(findQuotableMessage({ status: 503, exception: '', message: undefined })).toBeUndefined();
  });
});
