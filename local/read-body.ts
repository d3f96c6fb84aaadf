import type { IncomingMessage } from 'node:http';

/** Reads the body of a request. If it exceeds `maxBytes`, returns undefined and leaves the rest unread. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  // An asynchronous iterator takes as much CPU time as all else that is done before the function is called.
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const read = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      request.pause();
      settle(() => resolve(undefined));
    };
    const end = () => settle(() => resolve(Buffer.concat(chunks)));
    const fail = () => settle(() => reject(new Error('the client broke off its request')));
    const settle = (settleWith: () => void): void => {
      request.off('data', read).off('end', end).off('error', fail).off('close', fail);
      settleWith();
    };
    request.on('data', read).once('end', end).once('error', fail).once('close', fail);
  });
}
