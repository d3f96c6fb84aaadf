import { readJsonObject } from './reply-json-object';
import { type ListedName, readListedNames, readTemplateNames } from './reply-listed-names';
import { readSection } from './reply-sections';

/** What a model is told, and what it is asked. */
export interface ModelPrompt {
  readonly system: string;
  readonly user: string;
}

/** What a pipeline's prompt asks for. */
export type PromptTask =
  | { readonly kind: 'classification'; readonly classes: readonly [ListedName, ...ListedName[]] }
  | { readonly kind: 'extraction'; readonly attributes: readonly ListedName[] }
  | { readonly kind: 'assessment'; readonly extraction: Readonly<Record<string, unknown>> }
  | { readonly kind: 'conversation' };

export interface PromptReading {
  readonly task: PromptTask;
  /** The text to work on; all of the question where nothing sets a document apart. */
  readonly document: string;
  /** Everything around it. */
  readonly instruction: string;
}

const DOCUMENT_TAG = /^(document|page|ocr|source)([-_]?(text|ocr[-_]?data|ocr|contents?|data))?$/i;
const DOCUMENT_HEADING = /^[^\n:]{0,60}\b(?:document|page|ocr)\b[^\n:]{0,60}:[ \t]*\n/im;
const RESULTS_TAG = /^extract(ion|ed)[-_]?(results?|data|values)?$/i;
const RESULTS_HEADING = /^[^\n:]{0,60}\bextract(?:ion|ed)\b[^\n:]{0,60}:[ \t]*\n/im;
const CLASSES_TAG = /(types|classes|categories)$/i;
const ATTRIBUTES_TAG = /(attributes?|fields)([-_]?definitions?)?$/i;

/** Tells task, document and instruction apart: by tags, and by headings where there are none. */
export function readPrompt({ system, user }: ModelPrompt): PromptReading {
  const document = readSection(user, DOCUMENT_TAG, DOCUMENT_HEADING) ?? user;
  const instruction = `${system}\n${document === user ? user : user.replace(document, '')}`;
  return { document, instruction, task: readTask(instruction) };
}

function readTask(instruction: string): PromptTask {
  const wanted = /\bjson\b/i.test(instruction)
    ? (readAssessment(instruction) ??
      readClassification(instruction) ??
      readExtraction(instruction))
    : undefined;
  return wanted ?? { kind: 'conversation' };
}

function readAssessment(instruction: string): PromptTask | undefined {
  if (!/\bconfidence\b/i.test(instruction)) return undefined;
  const results = readSection(instruction, RESULTS_TAG, RESULTS_HEADING);
  const extraction = results === undefined ? undefined : readJsonObject(results);
  return extraction === undefined ? undefined : { kind: 'assessment', extraction };
}

function readClassification(instruction: string): PromptTask | undefined {
  if (!/"class"|\bdocument_boundary\b|\bclassify\b/i.test(instruction)) return undefined;
  if (readSection(instruction, ATTRIBUTES_TAG) !== undefined) return undefined;
  const [first, ...rest] = readListedNames(readSection(instruction, CLASSES_TAG) ?? instruction);
  return first === undefined ? undefined : { kind: 'classification', classes: [first, ...rest] };
}

function readExtraction(instruction: string): PromptTask | undefined {
  if (!/\bextract/i.test(instruction)) return undefined;
  const listed = readListedNames(readSection(instruction, ATTRIBUTES_TAG) ?? instruction);
  const attributes = listed.length > 0 ? listed : readTemplateNames(instruction);
  return attributes.length === 0 ? undefined : { kind: 'extraction', attributes };
}
