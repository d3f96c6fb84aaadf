/** An error as it may be logged. */
export interface DescribedCause {
  readonly name: string;
  /** Left out if the message might quote a request. */
  readonly message?: string;
  readonly code?: string;
  readonly frames?: readonly string[];
}

/** JavaScript's own errors. Parsers throw them, with the text that they could not read. */
const QUOTING_NAMES: readonly string[] = ['SyntaxError', 'TypeError', 'RangeError'];

/**
 * Describes a failure of an AWS client or the network. Their messages name hosts, parameters and permissions, never a
 * payload. A parser's message may quote one, such as new credentials, so it is left out.
 */
export function describeFailure(cause: unknown): DescribedCause | undefined {
  if (!(cause instanceof Error)) return undefined;
  const { name } = cause;
  const code = 'code' in cause && typeof cause.code === 'string' ? { code: cause.code } : {};
  return QUOTING_NAMES.includes(name)
    ? { name, ...code }
    : { name, message: cause.message, ...code };
}

/** `at readEvent (/var/task/index.js:1:2345)` */
const FRAME = /^at .+:\d+:\d+\)?$/;

/** Describes a bug by its stack frames, because its message could quote any value. */
export function describeBug(cause: unknown): DescribedCause {
  if (!(cause instanceof Error)) return { name: typeof cause };
  // A stack begins with the message, and lines of the message may look like frames.
  const frames = cause.stack
    ?.replace(cause.message, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => FRAME.test(line))
    .slice(0, 8);
  return { name: cause.name, frames: frames ?? [] };
}
