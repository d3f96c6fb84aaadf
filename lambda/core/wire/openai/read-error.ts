import { isJsonObject, type JsonObject } from '../../json/json-object';
import { readErrorMessage } from '../reply-facts';

/** What an error says of itself. */
export interface ReportedError {
  /** A code or a type, or the name of an exception; `error` without any. */
  readonly name: string;
  /** Never logged, because it may quote the request. */
  readonly message: string | undefined;
}

const NAME = /^[A-Za-z0-9_.#-]{1,64}$/;
/** Types that name a class of errors. Others, such as `requests`, say what a limit counts. */
const CLASS = /^(?!api_)[a-z_]+_error$/;

/** A model that is being loaded answers 429, as a limit does. */
const NOT_READY = 'model_not_ready';

/**
 * Reads the error of a body or of an event; undefined if it is none.
 *
 * | JSON                                                            | name                        |
 * |-----------------------------------------------------------------|-----------------------------|
 * | `{"error":{"type":"invalid_request_error","code":"too_long"}}`  | `invalid_request_error`     |
 * | `{"error":{"type":"requests","code":"rate_limit_exceeded"}}`    | `rate_limit_exceeded`       |
 * | `{"error":{"type":"rate_limit_error","code":"model_not_ready"}}`| `model_not_ready`           |
 * | `{"error":{"code":429}}`                                        | `429`                       |
 * | `{"type":"error","code":"server_error"}`, an event of Responses | `server_error`              |
 * | `{"error":"Internal server error"}`                             | `error`                     |
 * | `{"Output":{"__type":"com.amazon…#UnknownOperationException"}}` | `UnknownOperationException` |
 */
export function readReportedError(json: JsonObject): ReportedError | undefined {
  const { error, type, Output: output } = json;
  if (isJsonObject(error)) return readMembers(error);
  if (typeof error === 'string') return { name: 'error', message: error };
  if (type === 'error') return readMembers(json);
  const fault = readFault(json) ?? (isJsonObject(output) ? readFault(output) : undefined);
  return fault === undefined ? undefined : { name: fault, message: readErrorMessage(json) };
}

function readMembers(error: JsonObject): ReportedError {
  const { type, code } = error;
  const isClass = typeof type === 'string' && CLASS.test(type) && code !== NOT_READY;
  const name = [isClass ? type : code, code, type].map(String).find((each) => isName(each));
  return { name: name ?? 'error', message: readErrorMessage(error) };
}

function isName(text: string): boolean {
  return NAME.test(text) && text !== 'undefined' && text !== 'null';
}

/** Bedrock's runtime answers 200 with such a body to a path that it does not serve. */
function readFault({ __type: type }: JsonObject): string | undefined {
  const fault = typeof type === 'string' ? type.slice(type.lastIndexOf('#') + 1) : '';
  return NAME.test(fault) ? fault : undefined;
}
