import { type ConverseBody, composeConverseBody } from './converse-body';
import { DOCUMENT_CLASSES } from './document-classes';
import type { SampleDocument } from './sample-documents';

/** Asks which class a page is of, and whether a new document begins with it. */
export function composeClassificationRequest(document: SampleDocument): ConverseBody {
  const classes = DOCUMENT_CLASSES.map(({ name, description }) => `- ${name}: ${description}`);
  return composeConverseBody({
    system: 'You sort the pages of business documents. You answer with JSON and nothing else.',
    user: `Classify the page below.

<document-types>
${classes.join('\n')}
</document-types>

"class" is exactly one name from the list. "document_boundary" is "start" where the page begins a new document, and "continue" where it goes on with the one before.

Answer in this form:
{"class": "...", "document_boundary": "start"}

<document-text>
${document.text}
</document-text>`,
    maxTokens: 200,
  });
}
