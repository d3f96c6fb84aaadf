import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { HttpResponse } from '@smithy/core/protocols';
import type { HttpRequest } from '@smithy/types';
import { parseJsonObject } from '../../lambda/core/json/json-object';
import { REPLY, REPLY_HEADERS } from '../upstream/compose-replies';
import { answerParameterStore } from '../upstream/parameters';

/** Replaces the SDK's HTTP handler. Answers like the upstream, without a socket. */
export const ANSWERING_AT_ONCE = {
  requestHandler: { handle: async (request: HttpRequest) => ({ response: answer(request) }) },
};

function answer({ headers, body: sent }: HttpRequest): HttpResponse {
  const target = headers['x-amz-target'] ?? '';
  const { status: statusCode, body } = answerParameterStore(
    target,
    parseJsonObject(new TextDecoder().decode(sent)),
    1,
  );
  const text = Buffer.from(JSON.stringify(body));
  const contentType = { 'content-type': 'application/x-amz-json-1.1' };
  return new HttpResponse({ statusCode, headers: contentType, body: Readable.from([text]) });
}

/** A Converse reply of Bedrock. Not a stream of Node.js, whose cost belongs to sockets. */
export function answerBedrock(): HttpResponse {
  const body = new EventEmitter();
  process.nextTick(() => body.emit('data', REPLY) && body.emit('end'));
  return new HttpResponse({ statusCode: 200, headers: REPLY_HEADERS, body });
}
