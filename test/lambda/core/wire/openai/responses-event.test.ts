import { describe, expect, it } from 'vitest';
import { findWire } from '../../../../../lambda/core/wire/find-wire';
import { type Event, observe, USAGE } from './observe-events';

const responses = (...events: (Event | undefined)[]) => observe('responses-stream', ...events);

describe('a stream of the Responses API', () => {
  const CREATED = {
    type: 'response.created',
    response: { status: 'in_progress', service_tier: 'auto', usage: null, error: null },
  };
  const TEXT = { type: 'response.output_text.delta', delta: 'Total' };
  const RESPONSE = {
    service_tier: 'ultrafast',
    error: null,
    usage: {
      input_tokens: 100,
      input_tokens_details: { cached_tokens: 60 },
      output_tokens: 20,
      output_tokens_details: { reasoning_tokens: 12 },
      total_tokens: 120,
    },
  };
  const COMPLETED = { type: 'response.completed', response: RESPONSE };

  it.each(['response.completed', 'response.incomplete'])('ends with %s, which has all', (type) => {
    expect(responses(CREATED, TEXT, { ...COMPLETED, type })).toMatchObject({
      usage: USAGE,
      resolvedTier: 'ultrafast',
      firstToken: 1,
      streamException: undefined,
      isComplete: true,
    });
  });

  it.each([
    ['reasoning', 'response.reasoning_text.delta'],
    ['a summary of it', 'response.reasoning_summary_text.delta'],
    ['a call', 'response.function_call_arguments.delta'],
    ['a refusal', 'response.refusal.delta'],
  ])('has a first token of %s', (_, type) => {
    expect(responses(CREATED, { type, delta: '{' }).firstToken).toBe(1);
  });

  it.each([
    ['a piece of text', [CREATED, TEXT]],
    ['a finished text', [CREATED, { type: 'response.output_text.done', text: 'Total' }]],
    ['[DONE] alone', [CREATED, '[DONE]']],
  ])('does not end with %s', (_, events) => {
    expect(responses(...events).isComplete).toBe(false);
  });

  it('may end with an event that is too long to be read, of unknown usage', () => {
    expect(responses(CREATED, TEXT, undefined)).toMatchObject({
      usage: undefined,
      isComplete: true,
    });
    expect(responses(CREATED, undefined, TEXT).isComplete).toBe(false);
  });

  it('believes no tier but that of its end', () => {
    const created = { ...CREATED, response: { service_tier: 'priority' } };
    expect(responses(created, TEXT).resolvedTier).toBeUndefined();
  });

  it.each([
    [
      {
        type: 'response.failed',
        response: { ...RESPONSE, error: { code: 'server_error', message: 'no' } },
      },
      'server_error',
      USAGE,
    ],
    [{ type: 'response.failed', response: { error: null } }, 'error', undefined],
    [
      { type: 'error', code: 'rate_limit_exceeded', message: 'no' },
      'rate_limit_exceeded',
      undefined,
    ],
    [
      { type: 'error', error: { type: 'rate_limit_error', message: 'no' } },
      'rate_limit_error',
      undefined,
    ],
    [{ error: { type: 'server_error', message: 'no' } }, 'server_error', undefined],
  ])('ends with the error %j', (event, streamException, usage) => {
    const ended = { streamException, usage, isComplete: true };
    expect(responses(CREATED, event)).toMatchObject({ ...ended, openingException: undefined });
    expect(responses(event)).toMatchObject({ ...ended, openingException: streamException });
  });

  it('is read by the field `event` if an event has no type', () => {
    const tap = findWire('responses-stream').openTap({}, () => 0);
    const payload = JSON.stringify({ response: RESPONSE });
    tap.observe({ messageType: 'event', name: 'response.completed', payload, isFirst: false });
    expect(tap.isComplete).toBe(true);
    tap.observe({
      messageType: 'event',
      name: 'error',
      payload: '{"message":"no"}',
      isFirst: false,
    });
    expect(tap.facts().streamException).toBe('error');
  });
});
