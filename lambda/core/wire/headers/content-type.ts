import { RouterError } from '../../errors/router-error';

const JSON_TYPE = 'application/json';

/** curl names the first type for every body, and fetch names `text/plain` for every text. Bedrock takes JSON alone. */
const MEANINGLESS_TYPE = /^(application\/x-www-form-urlencoded|text\/.*|)$/;

/**
 * Reads the type of a request's body, as Bedrock is to receive it.
 *
 * | `content-type`                                      | Bedrock receives                  |
 * |-----------------------------------------------------|-----------------------------------|
 * | –, `text/plain`, `application/x-www-form-urlencoded`| `application/json`                |
 * | `application/json; charset=utf-8`                   | the same                          |
 * | `application/json, application/json`                | `application/json`                |
 * | `multipart/form-data; boundary=x`                   | refused                           |
 *
 * @throws RouterError `unsupported-media-type`, or `invalid-header` if there are several types
 */
export function readContentType(headers: Readonly<Record<string, string>>): string {
  refuseCompressed(headers['content-encoding']);
  const written = (headers['content-type'] ?? '').trim();
  const [first = '', ...others] = written.split(',').map((each) => each.trim());
  const type = readMediaType(first);
  if (others.some((other) => readMediaType(other) !== type)) {
    throw new RouterError(
      'invalid-header',
      `content-type is sent more than once; send ${JSON_TYPE} once`,
    );
  }
  if (type.startsWith('multipart/')) {
    throw unsupported(`the body is of type ${type.slice(0, 64)}`, `send JSON as ${JSON_TYPE}`);
  }
  return MEANINGLESS_TYPE.test(type) ? JSON_TYPE : first;
}

const JSON_TYPES = /^application\/(json|[a-z0-9.-]+\+json)$/;

/** The type of a body that is known to be JSON. */
export function nameJsonType(contentType = ''): string {
  return JSON_TYPES.test(readMediaType(contentType)) ? contentType : JSON_TYPE;
}

function readMediaType(text: string): string {
  return (text.split(';')[0] ?? '').trim().toLowerCase();
}

/** API Gateway passes a body on as text, which destroys the bytes of a compressed one. */
function refuseCompressed(encoding = 'identity'): void {
  const encodings = encoding.split(',').map((each) => each.trim().toLowerCase());
  if (encodings.every((each) => each === 'identity' || each === '')) return;
  throw unsupported(
    `the body is compressed: its content-encoding is ${JSON.stringify(encoding.slice(0, 64))}`,
    'send it uncompressed, without that header',
  );
}

function unsupported(problem: string, advice: string): RouterError {
  return new RouterError('unsupported-media-type', `${problem}; ${advice}`);
}
