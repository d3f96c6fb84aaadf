import type { Prompt } from '../wire/prompt';
import { CANNED_DOCUMENTS, type CannedDocument, INVOICE } from './canned-documents';

export type ModelPrompt = Pick<Prompt, 'system' | 'user'>;

/**
 * Chooses a canned reply by the words of the prompt. The first matching row applies:
 *
 * | The prompt contains                | Reply                                                          |
 * |------------------------------------|----------------------------------------------------------------|
 * | no `JSON`                          | a sentence about simulated replies                             |
 * | `confidence`                       | `{"invoice_number":{"confidence":0.97,…},…}`                   |
 * | `"class"` or `classify`            | `{"class":"invoice","document_boundary":"start",…}`            |
 * | `extract`, `extraction`, …         | `{"invoice_number":"BW-2026-04817","discount":null,…}`         |
 * | none of these                      | the same sentence                                              |
 *
 * A prompt with one of the sample documents gets the values of that document. Any other prompt gets those of the
 * invoice. The member `_note` marks each JSON reply as simulated.
 */
export function composeReply({ system, user }: ModelPrompt): string {
  const prompt = `${system}\n${user}`;
  const compose = /\bjson\b/i.test(prompt)
    ? KINDS.find(({ pattern }) => pattern.test(prompt))?.compose
    : undefined;
  if (compose === undefined) return SENTENCE;
  const document = CANNED_DOCUMENTS.find(({ number }) => prompt.includes(number)) ?? INVOICE;
  return JSON.stringify({ ...compose(document), _note: 'simulated reply' }, null, 2);
}

const SENTENCE =
  'This is a simulated reply: a local emulator wrote it, and no model has read the prompt. ' +
  'Ask for a class, an extraction or an assessment as JSON.';

interface ReplyKind {
  readonly pattern: RegExp;
  readonly compose: (document: CannedDocument) => object;
}

const KINDS: readonly ReplyKind[] = [
  { pattern: /\bconfidence\b/i, compose: assess },
  {
    pattern: /"class"|\bclassify\b/i,
    compose: ({ documentClass }) => ({ class: documentClass, document_boundary: 'start' }),
  },
  { pattern: /\bextract/i, compose: ({ attributes }) => attributes },
];

const FOUND = {
  confidence: 0.97,
  confidence_reason: 'The document contains the value as extracted.',
};
const ABSENT = { confidence: 0.2, confidence_reason: 'No value was extracted.' };

function assess({ attributes }: CannedDocument): object {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, value === null ? ABSENT : FOUND]),
  );
}
