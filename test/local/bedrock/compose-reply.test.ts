import { expect, it } from 'vitest';
import { composeReply } from '../../../local/bedrock/compose-reply';

it('says plainly that it is simulated', () => {
  expect(composeReply({ system: 'Be terse.', user: 'Classify  this\npage.' })).toBe(
    'Simulated reply: no model was called. The prompt has 3 words, the system prompt 9 characters.',
  );
});
