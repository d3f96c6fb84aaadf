/** Measures the text of a stream of Chat Completions in bytes. One that was cut off may be as long as its limit. */
export function measureChatText(stream: string): number {
  if (stream.includes('"finish_reason":"length"')) return Number.POSITIVE_INFINITY;
  const events = stream.split('\n').filter((line) => line.startsWith('data: {'));
  return events
    .flatMap((line) => JSON.parse(line.slice('data: '.length)).choices)
    .reduce((bytes, { delta }) => bytes + Buffer.byteLength(delta.content ?? ''), 0);
}
