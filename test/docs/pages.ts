import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

/** A Markdown file of the project. `API.md` is none of them: `npm run api` writes it, with lines of any length. */
export interface Page {
  /** From the root, e.g. `docs/recovery.md`. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** A fenced block of a page. */
export interface Block {
  readonly language: string;
  /** The heading that it stands under. */
  readonly heading: string;
  readonly text: string;
}

export const PAGES: readonly Page[] = listPaths().map((path) => {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return { path, text, blocks: readBlocks(text) };
});

export function listBlocks(language: string): readonly (Block & Pick<Page, 'path'>)[] {
  return PAGES.flatMap(({ path, blocks }) => blocks.map((block) => ({ path, ...block }))).filter(
    (block) => block.language === language,
  );
}

export function findPage(path: string): Page {
  const page = PAGES.find((candidate) => candidate.path === path);
  if (page === undefined) throw new Error(`there is no page ${path}`);
  return page;
}

function listPaths(): readonly string[] {
  const entries = readdirSync(join(ROOT, 'docs'), { recursive: true, withFileTypes: true });
  const pages = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
  return ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'soak/README.md', ...pages.sort()];
}

function readBlocks(page: string): readonly Block[] {
  const parts = page.matchAll(/^#+ (?<heading>.+)$|^```(?<language>\w*)\n(?<text>[\s\S]*?)^```$/gm);
  const blocks: Block[] = [];
  let heading = '';
  for (const { groups = {} } of parts) {
    const { language, text } = groups;
    if (language === undefined || text === undefined) heading = groups['heading'] ?? '';
    else blocks.push({ language, heading, text });
  }
  return blocks;
}
