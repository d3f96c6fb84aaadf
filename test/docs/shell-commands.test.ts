import { describe, expect, it } from 'vitest';
import { readCommands, splitWords } from './shell-commands';

describe('readCommands', () => {
  it('joins lines and leaves out comments', () => {
    expect(
      readCommands('curl -s \\\n  "$ROUTER/health"   # says ok\n\n# a remark\nnpm ci\n'),
    ).toEqual([
      { text: 'curl -s "$ROUTER/health"', reason: undefined },
      { text: 'npm ci', reason: undefined },
    ]);
  });

  it('takes a mark for all commands below it', () => {
    const block =
      'npm ci\n# not run by tests: needs an AWS account\nnpx cdk deploy\nnpx cdk destroy\n';
    expect(readCommands(block)).toEqual([
      { text: 'npm ci', reason: undefined },
      { text: 'npx cdk deploy', reason: 'needs an AWS account' },
      { text: 'npx cdk destroy', reason: 'needs an AWS account' },
    ]);
  });
});

describe('splitWords', () => {
  it.each([
    ['curl -si "$ROUTER/health"', ['curl', '-si', 'http://r/health']],
    [
      `curl -d '{"text":"$ROUTER # 1"}' $ROUTER`,
      ['curl', '-d', '{"text":"$ROUTER # 1"}', 'http://r'],
    ],
    [`export A="b c"'d'`, ['export', 'A=b cd']],
  ])('reads %s', (text, words) => {
    expect(splitWords(text, { ROUTER: 'http://r' })).toEqual(words);
  });

  it.each(['curl "$UNKNOWN"', 'npm ci && npm start', 'ID=$(aws x)', 'curl x | jq .'])(
    'refuses %s',
    (text) => {
      expect(() => splitWords(text, {})).toThrow();
    },
  );
});
