import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The files of the checkout that Git does not ignore, relative to it. */
export function listFiles() {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file !== '' && existsSync(file));
}
