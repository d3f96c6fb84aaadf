import { RouterError } from '../../core/errors/router-error';
import { isJsonObject, type JsonObject } from '../../core/json/json-object';

/** A call of the document-processing accelerator's LambdaHook. */
export interface HookCall {
  readonly operation: string;
  /** The event's members that Converse has. */
  readonly request: JsonObject;
  /** Undefined if the event leaves it to the model. */
  readonly topK: unknown;
}

/**
 * Reads the accelerator's event: `context` names the operation, in upper or lower case.
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
  return { operation: context.toLowerCase(), ...takeTopK(request) };
}

function takeTopK(request: JsonObject): Pick<HookCall, 'request' | 'topK'> {
  const { inferenceConfig } = request;
  if (!isJsonObject(inferenceConfig)) return { request, topK: undefined };
  const { topK, ...inference } = inferenceConfig;
  return { request: { ...request, inferenceConfig: inference }, topK };
}

/**
 * Writes the Converse request without `topK`, which is added once the model is chosen. It only checks that `topK` can be
 * written.
 *
 * @throws RouterError `invalid-body`
 */
export function writeConverseBody({ request, topK }: HookCall): string {
  try {
    JSON.stringify(topK);
    return JSON.stringify(request);
  } catch (error) {
    // An object that was read can be written, unless it is nested deeper than the stack.
    if (error instanceof RangeError) throw invalid('the event is nested too deeply');
    throw error;
  }
}

function invalid(message: string): RouterError {
  return new RouterError('invalid-body', `${message}; send a LambdaHook event`);
}
