import type { RouterResponse } from '../../../lambda/http/router-response';

/** Takes a response's body. */
export async function readText({ body }: RouterResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
