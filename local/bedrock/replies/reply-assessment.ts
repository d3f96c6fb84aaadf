/** What a model says of one value. */
interface Confidence {
  readonly confidence: number;
  readonly confidence_reason: string;
}

const LITERAL: Confidence = {
  confidence: 0.97,
  confidence_reason: 'The value stands in the document as extracted.',
};
const ALTERED: Confidence = {
  confidence: 0.35,
  confidence_reason: 'The value does not stand in the document literally.',
};
const ABSENT: Confidence = { confidence: 0.2, confidence_reason: 'No value was extracted.' };

/** The extraction with each value replaced by how far it is to be trusted. */
export function assessExtraction(
  document: string,
  extraction: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const flatDocument = flatten(document);
  const attributes = Object.entries(extraction).filter(([name]) => name !== '_note');
  return Object.fromEntries(attributes.map(([name, value]) => [name, assess(value, flatDocument)]));
}

function assess(value: unknown, flatDocument: string): unknown {
  if (Array.isArray(value)) return value.map((item) => assess(item, flatDocument));
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value);
    return Object.fromEntries(members.map(([name, item]) => [name, assess(item, flatDocument)]));
  }
  const flatValue = flatten(String(value ?? ''));
  if (flatValue === '') return ABSENT;
  return flatDocument.includes(flatValue) ? LITERAL : ALTERED;
}

/** Line breaks and letter case are no reason to doubt a value. */
function flatten(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}
