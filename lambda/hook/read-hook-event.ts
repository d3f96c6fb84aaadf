import { isJsonObject, type JsonObject } from '../core/json-object';
import { RouterError } from '../core/router-error';
import { placeTopK } from '../core/top-k';

/** A call of the document-processing accelerator's LambdaHook. */
export interface HookCall {
  readonly operation: string;
  /** The event without what is not Converse's. */
  readonly request: JsonObject;
}

/**
 * Reads the accelerator's event: `context` names the operation, in its own upper and lower case.
 *
 * | `context`        | operation        |
 * |------------------|------------------|
 * | `Classification` | `classification` |
 * | `OCR`            | `ocr`            |
 *
 * @throws RouterError `invalid-body`
 */
export function readHookEvent(event: unknown): HookCall {
  if (!isJsonObject(event)) throw invalid('the event is not an object');
  const { modelId: _, context, ...request } = event;
  if (typeof context !== 'string' || context === '') {
    throw invalid('the event names no operation in "context"');
  }
  return { operation: context.toLowerCase(), request };
}

/** Writes the Converse request, with `topK` where the model's family takes it. */
export function writeConverseBody(request: JsonObject, baseModelId: string): string {
  const { inferenceConfig, additionalModelRequestFields, ...rest } = request;
  if (!isJsonObject(inferenceConfig)) return JSON.stringify(request);
  const { topK, ...inference } = inferenceConfig;
  const placed = topK === undefined ? undefined : placeTopK(baseModelId, topK);
  const fields = {
    ...placed,
    ...(isJsonObject(additionalModelRequestFields) ? additionalModelRequestFields : {}),
  };
  return JSON.stringify({
    ...rest,
    inferenceConfig: inference,
    ...(Object.keys(fields).length > 0 ? { additionalModelRequestFields: fields } : {}),
  });
}

function invalid(message: string): RouterError {
  return new RouterError('invalid-body', `${message}; send a LambdaHook event`);
}
