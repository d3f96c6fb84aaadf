import type { BenchCase } from '../cases';

const PAGE_LINE = 'Invoice 4711, Example Gmbh, Dock 7: 12 pallets of "paper", net 1,204.50 EUR.\n';
/** Followed by bytes that do not repeat, like those of a compressed image. */
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const QUESTION = 'Extract the total as JSON.';

/** Content of the user's message. */
export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly question: string; readonly image: Uint8Array };

/** Composes content for a Converse body of about the size of the case. */
export function composeContent({ bytes, content }: BenchCase): Content {
  if (content === 'image') {
    return { kind: 'image', question: QUESTION, image: composeImage(Math.floor(bytes * 0.75)) };
  }
  const text = PAGE_LINE.repeat(Math.ceil(bytes / PAGE_LINE.length)).slice(0, bytes);
  return { kind: 'text', text };
}

function composeImage(length: number): Uint8Array {
  const image = new Uint8Array(length);
  let state = 4711;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    image[index] = state >>> 16;
  }
  image.set(PNG_SIGNATURE);
  return image;
}
