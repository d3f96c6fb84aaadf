import { MARK } from '../traffic/mark';
import { hasLeft, type SoakAnswer } from '../traffic/send-request';

const ERROR_HEADER = /:(?:exception-type|error-code)/;

const STATUSES = [200, 400, 401, 403, 404, 405, 408, 413, 424, 429, 500, 502, 503, 504];

/** What stands before Bedrock answers so, and the router passes it on. */
const FROM_LOAD_BALANCER: readonly (number | undefined)[] = [502, 504];

/** Three candidates that hang for two seconds each, and the ledger's timeouts; clients are never that slow. */
const LONGEST_MILLIS = 15_000;

/** Lists what is wrong with the answers that clients received: each has its own answer, and none ends in a bug. */
export function checkAnswers(answers: readonly SoakAnswer[]): readonly string[] {
  return answers.flatMap((answer) =>
    hasLeft(answer) ? [] : checkAnswer(answer).map((problem) => describe(answer, problem)),
  );
}

function checkAnswer(answer: SoakAnswer): readonly string[] {
  const { status, headers, isCut, request, millis } = answer;
  if (status === undefined) return ['had no answer'];
  if (millis > LONGEST_MILLIS) return [`took ${Math.round(millis / 1_000)} s`];
  if (!STATUSES.includes(status)) return ['is not documented'];
  if (status === 500 && headers['x-amzn-requestid'] === undefined)
    return ['is a bug of the router'];
  if (status !== 200) return checkError(answer);
  if (isCut) return request.path.includes('stream') ? [] : ['broke off, and was no stream'];
  return isOwn(answer) ? [] : ['is not its own'];
}

function isOwn({ request, body }: SoakAnswer): boolean {
  if (!request.isMarkedInAnswer || isLongReply(body)) return true;
  // An error inside a stream may come before its text.
  return body.includes(`${MARK}-${request.number}-`) || ERROR_HEADER.test(body);
}

function checkError({ status, headers, body, isCut }: SoakAnswer): readonly string[] {
  if (isCut) return ['broke off, and was an error'];
  if (FROM_LOAD_BALANCER.includes(status)) return [];
  const isFromGateway = status === 413;
  if (!isFromGateway && headers['x-amzn-errortype'] === undefined) return ['has no error type'];
  return body.startsWith('{"message":') ? [] : ['is no JSON with a message'];
}

/** The emulator writes the text of long replies itself. */
function isLongReply(body: string): boolean {
  return body.includes('Simulated long reply.');
}

function describe({ request, status }: SoakAnswer, problem: string): string {
  return `answer ${status} to request ${request.number} (${request.path}) ${problem}`;
}
