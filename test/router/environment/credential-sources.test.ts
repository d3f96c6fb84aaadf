import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { lastArrival, post, startObservedRouter } from '../support';

const CREDENTIALS = { Version: 1, AccessKeyId: 'AKIDOFAPROCESS', SecretAccessKey: 'local' };

/** As `npm start` has them for the AWS account of a user. In Lambda, credentials are in environment variables. */
function writeProfile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'profile-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'config');
  writeFileSync(file, `[default]\ncredential_process = echo '${JSON.stringify(CREDENTIALS)}'\n`);
  return file;
}

it('signs with the credentials of a profile, whose sources are a file beside the bundle', async () => {
  const router = await startObservedRouter({
    environment: {
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      AWS_CONFIG_FILE: writeProfile(),
    },
  });
  onTestFinished(() => router.close());
  expect((await post(router, '/v1/extraction')).status).toBe(200);
  expect(lastArrival(router).headers).toMatchObject({
    authorization: expect.stringContaining('Credential=AKIDOFAPROCESS/'),
  });
});
