import { expect, it } from 'vitest';
import { composeAssessmentRequest } from '../../../local/pipeline/compose-assessment-request';
import { composeClassificationRequest } from '../../../local/pipeline/compose-classification-request';
import { composeExtractionRequest } from '../../../local/pipeline/compose-extraction-request';
import { DOCUMENT_CLASSES, findDocumentClass } from '../../../local/pipeline/document-classes';

const LETTER = { name: 'letter', text: 'Dear Sir,\nNo thanks.' };
const LETTER_CLASS = {
  name: 'letter',
  description: 'Somebody writes to somebody',
  attributes: [
    { name: 'salutation', description: 'How it begins' },
    { name: 'date', description: 'When it was written' },
  ],
};

it('asks for a class of the list and the document boundary', () => {
  const { messages, ...rest } = composeClassificationRequest(LETTER);
  expect(rest).toEqual({
    system: [
      { text: 'You sort the pages of business documents. You answer with JSON and nothing else.' },
    ],
    inferenceConfig: { maxTokens: 200, temperature: 0 },
  });
  expect(messages).toHaveLength(1);
  expect(messages[0]?.role).toBe('user');
  const question = messages[0]?.content[0]?.text;
  for (const { name } of DOCUMENT_CLASSES) expect(question).toContain(`\n- ${name}: `);
  expect(question).toContain('{"class": "...", "document_boundary": "start"}');
  expect(question).toContain('<document-text>\nDear Sir,\nNo thanks.\n</document-text>');
});

it('asks for the attributes of the class, and for null if one is absent', () => {
  const { messages, inferenceConfig } = composeExtractionRequest(LETTER, LETTER_CLASS);
  expect(inferenceConfig).toEqual({ maxTokens: 2000, temperature: 0 });
  expect(messages).toEqual([
    {
      role: 'user',
      content: [
        {
          text: `Extract these attributes from the letter below.

<attributes>
- salutation: How it begins
- date: When it was written
</attributes>

Answer with one JSON object that has every attribute as a member. Copy each value as it is written in the document; write null if the document does not have it.

<document-text>
Dear Sir,
No thanks.
</document-text>`,
        },
      ],
    },
  ]);
});

it('contains the extracted attributes, and asks for the confidence in each', () => {
  const extraction = { salutation: 'Dear Sir', invented: 'yes' };
  const { messages, inferenceConfig } = composeAssessmentRequest(LETTER, LETTER_CLASS, extraction);
  expect(inferenceConfig).toEqual({ maxTokens: 4000, temperature: 0 });
  const question = messages[0]?.content[0]?.text;
  expect(question).toContain(
    '<extraction-results>\n{\n  "salutation": "Dear Sir",\n  "date": null\n}\n</extraction-results>',
  );
  expect(question).toContain(
    '{"confidence": 0.0 to 1.0, "confidence_reason": "one short sentence"}',
  );
  expect(question).toContain('Dear Sir,\nNo thanks.');
  expect(question).not.toContain('invented');
});

it('names no model', () => {
  expect(composeClassificationRequest(LETTER)).not.toHaveProperty('modelId');
});

it('finds a class by its name in a reply', () => {
  expect(findDocumentClass('invoice').attributes).toHaveLength(13);
});

it.each([['letter'], [undefined]])('refuses %j as a class', (name) => {
  expect(() => findDocumentClass(name)).toThrow(
    /is not a document class; the classes are invoice, bank-statement, insurance-claim, other$/,
  );
});
