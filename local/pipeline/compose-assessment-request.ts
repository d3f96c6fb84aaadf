import { type ConverseBody, composeConverseBody } from './converse-body';
import type { DocumentClass } from './document-classes';
import type { SampleDocument } from './sample-documents';

/** Composes the request for the confidence in each extracted value. */
export function composeAssessmentRequest(
  document: SampleDocument,
  { name, attributes }: DocumentClass,
  extraction: Readonly<Record<string, unknown>>,
): ConverseBody {
  const values = attributes.map((attribute) => [
    attribute.name,
    extraction[attribute.name] ?? null,
  ]);
  return composeConverseBody({
    system: 'You check values that were extracted from documents. You answer only with JSON.',
    user: `Assess the extraction below against the ${name} that it was made from.

<extraction-results>
${JSON.stringify(Object.fromEntries(values), null, 2)}
</extraction-results>

Answer with a JSON object of the same shape, in which each value is replaced by
{"confidence": 0.0 to 1.0, "confidence_reason": "one short sentence"}.

<document-text>
${document.text}
</document-text>`,
    maxTokens: 4000,
  });
}
