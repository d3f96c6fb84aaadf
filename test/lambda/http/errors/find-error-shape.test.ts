import { expect, it } from 'vitest';
import { findErrorShape } from '../../../../lambda/http/errors/find-error-shape';

it.each([
  ['/openai/v1/chat/completions', 'openai'],
  ['//openai//v1/responses/resp_1', 'openai'],
  ['/openai/v1/embeddings', 'openai'],
  ['/openai', 'openai'],
  ['/v1/chat/completions', 'openai'],
  ['/v1/responses/', 'openai'],
  ['/chat/completions', 'openai'],
  ['/v1/embeddings', 'openai'],
  ['/openai/v1/conversations/conv_1', 'openai'],
  ['/v1/conversations', 'aws'],
  ['/v1/extraction/openai/v1/chat/completions', 'openai'],
  ['/v1/extraction/openai', 'openai'],
  ['/v1/models', 'both'],
  ['/v1/models/x', 'both'],
  ['/v1/extraction', 'aws'],
  ['/v1/openai', 'aws'],
  ['/v1/chats', 'aws'],
  ['/model/openai.gpt-oss-120b-1:0/converse', 'aws'],
  ['/v1/extraction/stream', 'aws'],
  ['', 'aws'],
  [undefined, 'aws'],
])('an error at %s is in the shape %s', (path, shape) => {
  expect(findErrorShape(path)).toBe(shape);
});
