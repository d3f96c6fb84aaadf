import type { SoakAnswer } from './send-soak-request';
import { MARK } from './soak-request';

const STATUSES = [200, 400, 401, 403, 404, 405, 408, 413, 424, 429, 500, 502, 503];

/** Three candidates that hang for two seconds each, and a ledger that is given up; no client is that slow. */
const LONGEST_MILLIS = 15_000;

/** What is wrong with the answers as their clients saw them: one each, its own, and never a bug's. */
export function checkAnswers(answers: readonly SoakAnswer[]): readonly string[] {
  return answers.flatMap((answer) =>
    hasLeft(answer) ? [] : checkAnswer(answer).map((problem) => describe(answer, problem)),
  );
}

/** Whether its client left before there was an answer, or while it came. */
export function hasLeft({ request, isCut }: SoakAnswer): boolean {
  return isCut && request.manner.startsWith('leaves');
}

function checkAnswer(answer: SoakAnswer): readonly string[] {
  const { status, headers, isCut, request, body, millis } = answer;
  if (status === undefined) return ['had no answer'];
  if (millis > LONGEST_MILLIS) return [`took ${Math.round(millis / 1_000)} s`];
  if (!STATUSES.includes(status)) return ['is not documented'];
  if (status === 500 && headers['x-amzn-requestid'] === undefined)
    return ['is a bug of the router'];
  if (status !== 200) return checkError(answer);
  if (isCut) return request.path.includes('stream') ? [] : ['broke off, and was no stream'];
  const mark = `${MARK}-${request.number}-`;
  const isWhole = request.isMarkedInAnswer && !isLongReply(body);
  // An error inside a stream may come before its text.
  if (isWhole && !body.includes(mark) && !body.includes('exception-type')) {
    return ['is not its own'];
  }
  return [];
}

function checkError({ status, headers, body, isCut }: SoakAnswer): readonly string[] {
  if (isCut) return ['broke off, and was an error'];
  const isGateways = status === 413;
  if (!isGateways && headers['x-amzn-errortype'] === undefined) return ['has no error type'];
  return body.startsWith('{"message":') ? [] : ['is no JSON with a message'];
}

/** Of which the emulator makes the text itself. */
function isLongReply(body: string): boolean {
  return body.includes('Simulated long reply.');
}

function describe({ request, status }: SoakAnswer, problem: string): string {
  return `answer ${status} to request ${request.number} (${request.path}) ${problem}`;
}
