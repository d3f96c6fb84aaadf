import { readLabelledValues } from './reply-labelled-values';
import type { ListedName } from './reply-listed-names';
import { compareWords, readWords } from './reply-words';

/** More than half of the words: "Total paid out" is not "total paid in". */
const LEAST_LIKENESS = 0.5;

const NO_CANDIDATE: { readonly likeness: number; readonly value: string | null } = {
  likeness: LEAST_LIKENESS,
  value: null,
};

/** Each attribute with the value of the label that is most like its name; null where none is. */
export function extractAttributes(
  document: string,
  attributes: readonly ListedName[],
): Readonly<Record<string, string | null>> {
  const candidates = readLabelledValues(document).map(({ label, value }) => ({
    words: readWords(label),
    value,
  }));
  const found = attributes.map(({ name }) => {
    const words = readWords(name);
    const best = candidates
      .map((candidate) => ({ ...candidate, likeness: compareWords(words, candidate.words) }))
      .reduce((one, next) => (next.likeness > one.likeness ? next : one), NO_CANDIDATE);
    return [name, best.value] as const;
  });
  return Object.fromEntries(found);
}
