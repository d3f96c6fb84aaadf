import { describe, expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import {
  changeCatalog,
  parseCatalogChanges,
} from '../../../../lambda/core/catalog/catalog-changes';
import { lookUpWireSupport } from '../../../../lambda/core/catalog/wire-support';

describe('an API', () => {
  it.each([
    ['us.openai.gpt-5.6-sol', 'supported', 'unknown', 'supported', 'supported'],
    ['global.openai.gpt-6-astra', 'supported', 'unknown', 'supported', 'supported'],
    ['openai.gpt-oss-120b-1:0', 'supported', 'unknown', 'supported', 'unsupported'],
    ['us.xai.grok-4.6', 'supported', 'unknown', 'supported', 'supported'],
    ['qwen.qwen3-32b-v1:0', 'supported', 'unknown', 'supported', 'unknown'],
    ['google.gemma-3-27b-it', 'supported', 'unknown', 'supported', 'unknown'],
    ['us.amazon.nova-2-lite-v1:0', 'supported', 'supported', 'unsupported', 'unsupported'],
    ['amazon.nova-lite-v1:0:300k', 'supported', 'supported', 'unsupported', 'unsupported'],
    ['us.anthropic.claude-sonnet-4-6', 'supported', 'supported', 'unsupported', 'unsupported'],
    [
      'us.meta.llama4-scout-17b-instruct-v1:0',
      'supported',
      'unknown',
      'unsupported',
      'unsupported',
    ],
    ['deepseek.v3-v1:0', 'unknown', 'unknown', 'unknown', 'unknown'],
    ['us.newcomer.model-1', 'unknown', 'unknown', 'unknown', 'unknown'],
    ['', 'unknown', 'unknown', 'unknown', 'unknown'],
  ])('of %s: Converse %s, InvokeModel %s, Chat Completions %s, Responses %s', (id, ...support) => {
    const ask = (...actions: Parameters<typeof lookUpWireSupport>[2][]) =>
      actions.map((action) => lookUpWireSupport(BUILT_IN_CATALOG, id, action));
    expect(ask('converse', 'invoke', 'chat-completions', 'responses')).toEqual(support);
    expect(
      ask(
        'converse-stream',
        'invoke-with-response-stream',
        'chat-completions-stream',
        'responses-stream',
      ),
    ).toEqual(support);
    expect(ask('count-tokens')).toEqual(['unknown']);
  });

  it('is what the catalog’s parameter says', () => {
    const wires = { 'chat-completions': true };
    const models = [{ id: 'amazon.nova-2-lite-v1:0', wires }];
    const parsed = parseCatalogChanges(JSON.stringify({ readAt: '2026-11-29T04:00:00Z', models }));
    if (parsed.kind === 'rejected') throw new Error(parsed.problem);
    const catalog = changeCatalog(BUILT_IN_CATALOG, parsed.value);
    const ask = (action: Parameters<typeof lookUpWireSupport>[2]) =>
      lookUpWireSupport(catalog, 'us.amazon.nova-2-lite-v1:0', action);
    expect([ask('chat-completions'), ask('responses')]).toEqual(['supported', 'unknown']);
  });

  it('that is misspelled makes the parameter refused', () => {
    const value = '{"readAt":"2026-11-29T04:00:00Z","models":[{"id":"a.b","wires":{"chat":true}}]}';
    expect(parseCatalogChanges(value).kind).toBe('rejected');
  });
});
