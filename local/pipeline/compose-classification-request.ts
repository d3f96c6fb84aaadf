import { type ConverseBody, composeConverseBody } from './converse-body';
import { DOCUMENT_CLASSES } from './document-classes';
import type { SampleDocument } from './sample-documents';

/** Composes the request for the class of a page and its document boundary. */
export function composeClassificationRequest(document: SampleDocument): ConverseBody {
  const classes = DOCUMENT_CLASSES.map(({ name, description }) => `- ${name}: ${description}`);
  return composeConverseBody({
    system: 'You sort the pages of business documents. You answer with JSON and nothing else.',
    user: `Classify the page below.

<document-types>
${classes.join('\n')}
</document-types>

"class" is exactly one name from the list. "document_boundary" is "start" if the page begins a new document, and "continue" if it continues the one before.

Answer in this form:
{"class": "...", "document_boundary": "start"}

<document-text>
${document.text}
</document-text>`,
    maxTokens: 200,
  });
}
