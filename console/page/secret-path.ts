import { randomBytes } from 'node:crypto';

const TOKEN_BYTES = 18;

/** Makes a path that nobody can guess, below a root such as `/`. It ends in a slash. */
export function makeSecretPath(root: string): string {
  return `${root}${randomBytes(TOKEN_BYTES).toString('base64url')}/`;
}
