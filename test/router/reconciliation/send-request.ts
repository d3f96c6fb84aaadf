import { type IncomingMessage, request as openRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Asked } from './traffic';

/** What a client received. */
export interface Answer {
  /** Undefined if the client left, or if no answer began. */
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Empty if it did not arrive as a whole. */
  readonly body: string;
}

/** Sends a request in its client's manner. A connection that breaks is an answer, too. */
export function sendRequest(
  url: string,
  { path, headers, body, manner }: Asked,
  hasArrived: () => boolean,
): Promise<Answer> {
  return new Promise((resolve) => {
    const outgoing = openRequest(`${url}${path}`, { method: 'POST', headers });
    const leave = () => {
      outgoing.destroy();
      resolve({ status: undefined, headers: {}, body: '' });
    };
    outgoing.once('error', leave);
    outgoing.once('response', (response) => {
      const { statusCode: status, headers: received } = response;
      if (manner === 'leaves-reading' && status === 200) leaveAfter(response, leave);
      const end = (body = '') => resolve({ status, headers: received, body });
      text(response).then(end, () => end());
    });
    if (manner === 'leaves-waiting') leaveOnce(hasArrived, leave, outgoing);
    outgoing.end(body);
  });
}

/** Frames are some ten times as long as their text, and the longest reply of the models here has 64,000 tokens. */
const READ_BYTES = 2 * 1024 * 1024;

function leaveAfter(response: IncomingMessage, leave: () => void): void {
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > READ_BYTES) leave();
  });
}

/** Leaves when Bedrock has the call; stops waiting for it if there is an answer. */
function leaveOnce(hasArrived: () => boolean, leave: () => void, outgoing: NodeJS.EventEmitter) {
  const timer = setInterval(() => {
    if (!hasArrived()) return;
    clearInterval(timer);
    leave();
  }, 10);
  outgoing.once('response', () => clearInterval(timer));
}
