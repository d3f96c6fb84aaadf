import type { ListedName } from './reply-listed-names';
import { readWords } from './reply-words';

/** A page says what it is near its top. */
const LINES_OF_TITLE = 8;
const TITLE_POINTS = 10;
const MOST_POINTS_A_WORD = 5;

/** The class whose name, and less so whose description, the document speaks of most. The first wins a draw. */
export function classifyDocument(
  document: string,
  classes: readonly [ListedName, ...ListedName[]],
): string {
  const words = readWords(document);
  const titleLines = document.trim().split(/\n+/).slice(0, LINES_OF_TITLE);
  const title = readWords(titleLines.join('\n'));
  const scored = classes.map(({ name, description }) => ({
    name,
    score: scoreName(readWords(name), words, title) + shareOf(readWords(description), words),
  }));
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).name;
}

function scoreName(
  name: readonly string[],
  words: readonly string[],
  title: readonly string[],
): number {
  if (name.length === 0) return 0;
  const points = name.map((word) =>
    Math.min(MOST_POINTS_A_WORD, words.filter((candidate) => candidate === word).length),
  );
  const mean = points.reduce((total, point) => total + point, 0) / name.length;
  return name.every((word) => title.includes(word)) ? mean + TITLE_POINTS : mean;
}

function shareOf(wanted: readonly string[], words: readonly string[]): number {
  if (wanted.length === 0) return 0;
  return wanted.filter((word) => words.includes(word)).length / wanted.length;
}
