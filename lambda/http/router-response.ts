/** An HTTP response before it is written. */
export interface RouterResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Can be read once. Throws a RouterError if it ends too early. */
  readonly body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export function composeJsonResponse(
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): RouterResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: [Buffer.from(JSON.stringify(body), 'utf8')],
  };
}
