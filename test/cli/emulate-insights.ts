import type { IncomingMessage, RequestListener } from 'node:http';
import { json } from 'node:stream/consumers';

type Row = Readonly<Record<string, string>>;

/** A service of CloudWatch Logs Insights that answers each query with the rows of the first word that it has. */
export function emulateInsights(rowsByWord: Readonly<Record<string, readonly Row[]>>) {
  const queries: string[] = [];
  const listener: RequestListener = async (request, response) => {
    const input = Object(await json(request));
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
    if (String(request.headers['x-amz-target']).endsWith('.StartQuery')) {
      queries.push(input.queryString);
      response.end(JSON.stringify({ queryId: String(queries.length) }));
      return;
    }
    const query = queries[Number(input.queryId) - 1] ?? '';
    const word = Object.keys(rowsByWord).find((each) => query.includes(each)) ?? '';
    const results = (rowsByWord[word] ?? []).map((row) =>
      Object.entries(row).map(([field, value]) => ({ field, value })),
    );
    response.end(JSON.stringify({ status: 'Complete', results }));
  };
  const accepts = ({ headers }: IncomingMessage) =>
    String(headers['x-amz-target']).startsWith('Logs_20140328');
  return { accepts, listener, queries };
}
