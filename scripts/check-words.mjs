// `npm run words`: finds words that the project has replaced by words of the field in code, tests, docs and file names.
// Checks all files that Git does not ignore, or those given as arguments.
import { readFileSync } from 'node:fs';
import { listFiles } from './tools/list-files.mjs';

/** A pattern in lower case, in which hyphens join the words of an identifier → what to say instead. */
const REPLACED = [
  ['doors?', 'endpoint'],
  ['passages?', 'path pattern'],
  ['knock(?:s|ed|ing)?', 'address, call'],
  ['cargo', 'pass-through, opaque'],
  ['pledge[sd]?', 'reservation, reserved'],
  ['bookkeeping', 'budgets, ledger'],
  ['books', 'budgets, ledger'],
  ['stand(?:s|ing)?-?ins?', 'emulator'],
  ['laptops?', 'local'],
  ['hurried', 'with a short timeout'],
  ['patience', 'timeouts'],
  // A comment may break the line between the two.
  ['(?:told|tells?)(?:-|[\\s*/#]+)of', 'publish, notify, report, record'],
].map(([pattern, instead]) => ({
  pattern: new RegExp(`(?<![a-z])${pattern}(?![a-z])`, 'g'),
  instead,
}));

/** File → why it may use the words. */
const EXCEPTIONS = {
  'scripts/check-words.mjs': 'it lists the words',
  'test/scripts/check-words.test.ts': 'it tests that the words are found',
};

const TEXT_FILES = /\.(?:ts|mjs|cjs|md|json)$/;
/** Lock files name packages of others, and fuzzers write the corpora. */
const WRITTEN_BY_TOOLS = /(?:^|\/)package-lock\.json$|^test\/fuzz\/corpus\//;

/** `matchDoor` and `MATCH_DOOR` become `match-door`. Line breaks stay. */
function separateWords(text) {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
}

function findWords(file) {
  // The name of the file is line 0.
  const text = separateWords(`${file}\n${readFileSync(file, 'utf8')}`);
  const found = REPLACED.flatMap(({ pattern, instead }) =>
    [...text.matchAll(pattern)].map(({ 0: word, index }) => ({ word, index, instead })),
  );
  return found
    .sort((one, other) => one.index - other.index)
    .map(({ word, index, instead }) => {
      const line = text.slice(0, index).split('\n').length - 1;
      return `${file}:${line}: instead of "${word.replace(/[\s*/#]+/g, ' ')}" say: ${instead}`;
    });
}

const named = process.argv.slice(2);
const files = (named.length > 0 ? named : listFiles())
  .filter((file) => TEXT_FILES.test(file) && !WRITTEN_BY_TOOLS.test(file))
  .filter((file) => !Object.hasOwn(EXCEPTIONS, file));
const problems = files.flatMap(findWords);
for (const problem of problems) console.log(problem);
if (problems.length > 0) process.exitCode = 1;
