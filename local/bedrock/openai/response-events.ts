import type { JsonObject } from '../../../lambda/core/json/json-object';
import type { Completion, StreamEvent } from '../wire/completion';
import { itemId, writeEnded, writeItem, writePart, writeResponse } from './response-object';

/** Generates the events of a stream. The last one has the whole response. */
export function* generateEvents(completion: Completion, body: JsonObject): Generator<StreamEvent> {
  let sequence_number = 0;
  for (const event of generatePayloads(completion, body)) {
    yield { ...event, payload: { type: event.type, sequence_number, ...event.payload } };
    sequence_number += 1;
  }
}

function* generatePayloads(completion: Completion, body: JsonObject): Generator<StreamEvent> {
  const started = writeResponse(completion, body, {
    status: 'in_progress',
    output: [],
    usage: null,
  });
  yield { type: 'response.created', payload: { response: started } };
  yield { type: 'response.in_progress', payload: { response: started } };
  let text = '';
  const item = completion.functionName === undefined ? generateMessage : generateCall;
  for (const event of item(completion)) {
    if (event.isDelta) text += String(event.payload['delta']);
    yield event;
  }
  const type = completion.reply.isCutByMaxTokens ? 'response.incomplete' : 'response.completed';
  yield { type, payload: { response: writeEnded(completion, body, text) } };
}

function* generateMessage(completion: Completion): Generator<StreamEvent> {
  const place = { item_id: itemId(completion), output_index: 0, content_index: 0 };
  const added = { ...writeItem(completion, ''), status: 'in_progress', content: [] };
  yield { type: 'response.output_item.added', payload: { output_index: 0, item: added } };
  yield { type: 'response.content_part.added', payload: { ...place, part: writePart('') } };
  let text = '';
  for (const delta of completion.reply.pieces) {
    text += delta;
    const payload = { ...place, delta, logprobs: [] };
    yield { type: 'response.output_text.delta', payload, isDelta: true };
  }
  yield { type: 'response.output_text.done', payload: { ...place, text, logprobs: [] } };
  yield { type: 'response.content_part.done', payload: { ...place, part: writePart(text) } };
  const item = writeItem(completion, text);
  yield { type: 'response.output_item.done', payload: { output_index: 0, item } };
}

function* generateCall(completion: Completion): Generator<StreamEvent> {
  const place = { item_id: itemId(completion), output_index: 0 };
  const added = { ...writeItem(completion, ''), status: 'in_progress' };
  yield { type: 'response.output_item.added', payload: { output_index: 0, item: added } };
  let text = '';
  for (const delta of completion.reply.pieces) {
    text += delta;
    const payload = { ...place, delta };
    yield { type: 'response.function_call_arguments.delta', payload, isDelta: true };
  }
  const done = { ...place, arguments: text };
  yield { type: 'response.function_call_arguments.done', payload: done };
  const item = writeItem(completion, text);
  yield { type: 'response.output_item.done', payload: { output_index: 0, item } };
}
