import { expect, it } from 'vitest';
import { UnknownKeys } from '../../../../lambda/functions/jwt-authorizer/unknown-keys';

const URI = 'https://login.example.com/keys';

function start() {
  let now = 0;
  const keys = new UnknownKeys(() => now);
  const advance = (millis: number) => {
    now += millis;
  };
  return { keys, advance };
}

it('a key that the issuer lacks is left alone for ten seconds', async () => {
  const { keys, advance } = start();
  keys.registerFailedAttempt(URI, 'made-up');
  advance(9_999);
  await expect(keys.wait(URI, 'made-up')).rejects.toThrow('the issuer has no such key');
  await keys.wait(URI, 'another');
  advance(1);
  await keys.wait(URI, 'made-up');
});

it('a key that appears is free again', async () => {
  const { keys } = start();
  keys.registerFailedAttempt(URI, 'new');
  keys.registerSuccessfulAttempt(URI, 'new');
  await expect(keys.wait(URI, 'new')).resolves.toBeUndefined();
});

it('the issuer is left alone after five, until the first of them is over', async () => {
  const { keys, advance } = start();
  for (const kid of ['a', 'b', 'c', 'd', 'e']) {
    keys.registerFailedAttempt(URI, kid);
    advance(1_000);
  }
  await expect(keys.wait(URI, 'good')).rejects.toThrow('try again shortly');
  advance(5_000);
  await keys.wait(URI, 'good');
});
