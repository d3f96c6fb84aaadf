import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Tests run the bundle that is deployed, so it must be of today's sources. */
export function setup(): void {
  const script = join(__dirname, '..', 'scripts', 'build-function.mjs');
  execFileSync(process.execPath, [script], { stdio: 'inherit' });
}
