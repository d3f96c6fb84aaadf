import type { IncomingMessage } from 'node:http';
import { FIELDS, type Fields } from '../change/parse-change';

/** Twice the longest settings, each character of which may be percent-encoded. */
const MAX_BYTES = 32_768;

/** Reads the fields of a form. Undefined if the body is too long. */
export async function readForm(request: IncomingMessage): Promise<Fields | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  const names = Object.values(FIELDS);
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = form.get(name);
      // A browser sends the lines of a text field with CRLF.
      return value === null ? [] : [[name, value.replaceAll('\r\n', '\n')]];
    }),
  );
}
