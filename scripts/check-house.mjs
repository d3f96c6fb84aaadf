// `npm run house`: checks the rules of the house that can be counted: lines of a file, and files of a folder. Checks
// all files that Git does not ignore, or those given as arguments.
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { listFiles } from './tools/list-files.mjs';

const LINES_OF_A_FILE = 200;
/** Most of their lines document the public API. */
const LINES_OF_PROPS = 250;
const LINES_OF_THE_README = 150;
const FILES_OF_A_FOLDER = 15;

const CODE_FILES = /\.(?:ts|mjs|cjs)$/;

function limitLines(file) {
  if (file === 'README.md') return LINES_OF_THE_README;
  if (!CODE_FILES.test(file) || file.startsWith('test/')) return Infinity;
  return basename(file).endsWith('-props.ts') ? LINES_OF_PROPS : LINES_OF_A_FILE;
}

function checkLines(file) {
  const limit = limitLines(file);
  if (limit === Infinity) return [];
  const lines = readFileSync(file, 'utf8').split('\n').length - 1;
  return lines > limit ? [`${file} has ${lines} lines, more than ${limit}`] : [];
}

function checkFolders(files) {
  const counts = new Map();
  // The benchmark's folders follow its sections.
  for (const file of files.filter((each) => CODE_FILES.test(each) && !each.startsWith('bench/'))) {
    counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > FILES_OF_A_FOLDER)
    .map(([folder, count]) => `${folder} has ${count} code files, more than ${FILES_OF_A_FOLDER}`);
}

const named = process.argv.slice(2);
const files = named.length > 0 ? named : listFiles();
const problems = [...files.flatMap(checkLines), ...checkFolders(files)];
for (const problem of problems) console.log(problem);
if (problems.length > 0) process.exitCode = 1;
