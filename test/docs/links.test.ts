import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import { findPage, PAGES, type Page, ROOT } from './pages';

const { files, scripts }: { files: readonly string[]; scripts: Readonly<Record<string, string>> } =
  JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** What npm packs in any case, and what `files` adds. */
const PACKED = ['README.md', 'LICENSE', 'package.json', ...files];

/** The soak is not in the package. */
const PUBLISHED_PAGES = PAGES.filter(({ path }) => !path.startsWith('soak/'));

/** The changelog names files and scripts that are gone. */
const CURRENT_PAGES = PAGES.filter(({ path }) => path !== 'CHANGELOG.md');

interface Link {
  readonly from: string;
  /** From the root. */
  readonly file: string;
  readonly anchor: string | undefined;
}

/** Links within the project. */
const LINKS = PAGES.flatMap(listLinks);

function listLinks({ path: from, text }: Page): readonly Link[] {
  return [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !target.startsWith('https://'))
    .map((target) => {
      const [file = '', anchor] = target.split('#');
      return { from, file: file === '' ? from : normalize(join(dirname(from), file)), anchor };
    });
}

function withoutBlocks(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '');
}

/** As GitHub makes them of headings. */
function listAnchors(path: string): readonly string[] {
  const headings = withoutBlocks(findPage(path).text).matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

function isPacked(path: string): boolean {
  return PACKED.some((packed) => path === packed || path.startsWith(`${packed}/`));
}

/** What a pattern captures on each page, where it is not as it should be: `docs/cost.md: lib/gone.ts`. */
function findFaults(
  pages: readonly Page[],
  pattern: RegExp,
  isRight: (captured: string) => boolean,
): readonly string[] {
  return pages.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)]
      .map(([, captured = '']) => captured)
      .filter((captured) => !isRight(captured))
      .map((captured) => `${path}: ${captured}`),
  );
}

it('every link leads to a file, and every anchor to a heading', () => {
  const broken = LINKS.filter(({ file, anchor }) => {
    if (!existsSync(join(ROOT, file))) return true;
    return anchor !== undefined && !listAnchors(file).includes(anchor);
  });
  expect(LINKS.length).toBeGreaterThan(50);
  expect(broken).toEqual([]);
});

it('every page of the package, and all that it links to, is packed', () => {
  const linked = PUBLISHED_PAGES.flatMap(listLinks).map(({ file }) => file);
  const published = [...PUBLISHED_PAGES.map(({ path }) => path), ...linked];
  expect(published.filter((path) => !isPacked(path))).toEqual([]);
});

it('every file that a page names is there', () => {
  const file = /`((?:bin|lib|lambda|local|cli|soak|bench|scripts|test)\/[\w./-]+)`/g;
  expect(findFaults(CURRENT_PAGES, file, (path) => existsSync(join(ROOT, path)))).toEqual([]);
});

it('every script that a page names is in package.json', () => {
  const script = /npm run ([\w:]+)/g;
  expect(findFaults(CURRENT_PAGES, script, (name) => Object.hasOwn(scripts, name))).toEqual([]);
});

it('no line has more than 120 characters, unless it has an address', () => {
  expect(findFaults(PAGES, /^(.{121,})$/gm, (line) => line.includes('https://'))).toEqual([]);
});

it('the README has at most 150 lines', () => {
  expect(findPage('README.md').text.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
});
