import { type ConverseBody, composeConverseBody } from './converse-body';
import type { DocumentClass } from './document-classes';
import type { SampleDocument } from './sample-documents';

/** Composes the request for the attributes of the document's class. */
export function composeExtractionRequest(
  document: SampleDocument,
  { name, attributes }: DocumentClass,
): ConverseBody {
  const listed = attributes.map((attribute) => `- ${attribute.name}: ${attribute.description}`);
  return composeConverseBody({
    system:
      'You extract values from business documents. You answer with JSON and nothing else, and you never guess.',
    user: `Extract these attributes from the ${name} below.

<attributes>
${listed.join('\n')}
</attributes>

Answer with one JSON object that has every attribute as a member. Copy each value as it is written in the document; write null if the document does not have it.

<document-text>
${document.text}
</document-text>`,
    maxTokens: 2000,
  });
}
