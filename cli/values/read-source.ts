import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

/** Reads a value: `@file`, `-` for standard input, or the value itself. */
export async function readSource(source: string): Promise<string> {
  if (source === '-') return text(process.stdin);
  return source.startsWith('@') ? readFile(source.slice(1), 'utf8') : source;
}
