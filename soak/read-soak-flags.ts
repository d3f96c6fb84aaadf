import { parseArgs } from 'node:util';

/** What `npm run soak -- …` may be told. */
export interface SoakFlags {
  readonly seconds: number;
  /** Decides requests and failures; the same seed sends the same again. */
  readonly seed: number;
  readonly help: boolean;
}

export const SOAK_USAGE = `Usage: npm run soak -- [flags]

  --minutes N   how long to load the router (default 5)
  --seconds N   the same in seconds
  --seed N      repeats the requests and failures of an earlier run
  --help        this text`;

const FLAGS = {
  minutes: { type: 'string', default: '5' },
  seconds: { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

const LONGEST_SECONDS = 24 * 60 * 60;
const HIGHEST_SEED = 2 ** 32 - 1;

/** @throws Error in one line: which flag, what it was, what it may be */
export function readSoakFlags(words: readonly string[], anySeed: number): SoakFlags {
  const { values } = parse(words);
  const { minutes, seconds, seed, help } = values;
  return {
    seconds:
      seconds === undefined
        ? 60 * readNumber('--minutes', minutes, LONGEST_SECONDS / 60)
        : readNumber('--seconds', seconds, LONGEST_SECONDS),
    seed: seed === undefined ? anySeed : readNumber('--seed', seed, HIGHEST_SEED),
    help,
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: FLAGS, allowPositionals: false });
  } catch (error) {
    const [firstSentence] = error instanceof Error ? error.message.split(/\.?\n|\. /) : [];
    throw new Error(`${firstSentence}; see --help`);
  }
}

function readNumber(flag: string, text: string, highest: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (number > 0 && number <= highest) return number;
  throw new Error(`${flag} is "${text}"; it may be a whole number from 1 to ${highest}`);
}
