import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServerSentEventsReader } from '../../../../lambda/adapters/bedrock/server-sent-events-reader';

const FOUR_MEGABYTES = 4 * 1024 * 1024;

type Seen = readonly [name: string, payload: string | undefined];

/** What a reader of these chunks has seen, and its faults. */
function read(chunks: readonly (string | Uint8Array)[]) {
  const seen: Seen[] = [];
  const firsts: boolean[] = [];
  const reader = new ServerSentEventsReader(({ name, payload, isFirst }) => {
    seen.push([name, payload?.toString()]);
    firsts.push(isFirst);
  });
  for (const chunk of chunks) reader.push(Buffer.from(chunk));
  const early = seen.length;
  const isWhole = reader.end();
  return { seen, firsts, early, isWhole, reader };
}

describe('an event', () => {
  it.each([
    ['with its name', 'event: ping\ndata: {"a":1}\n\n', ['ping', '{"a":1}']],
    ['without a name', 'data: [DONE]\n\n', ['', '[DONE]']],
    ['without a space', 'data:{"a":1}\n\n', ['', '{"a":1}']],
    ['with data in several lines', 'data: {"a":\ndata: 1}\n\n', ['', '{"a":\n1}']],
    ['with other fields', 'id: 7\nretry: 10\nsomething\ndata: 1\n\n', ['', '1']],
    ['after comments', ': ping\n\n:\n\ndata: 1\n\n', ['', '1']],
    ['after a byte order mark', '\uFEFFdata: 1\n\n', ['', '1']],
    ['beyond ASCII', 'data: "12,50 € 🧾"\n\n', ['', '"12,50 € 🧾"']],
    ['with carriage returns', 'event: a\rdata: 1\r\r', ['a', '1']],
    ['with both', 'event: a\r\ndata: 1\r\n\r\n', ['a', '1']],
    ['without a blank line at the end', 'data: [DONE]\n', ['', '[DONE]']],
    ['without any line end', 'data: [DONE]', ['', '[DONE]']],
  ])('is read %s', (_, text, event) => {
    expect(read([text]).seen).toEqual([event]);
    expect(read([...Buffer.from(text)].map((byte) => Buffer.of(byte))).seen).toEqual([event]);
  });

  it('is read as soon as it is complete, the first of them as such', () => {
    const { early, firsts } = read(['data: 1\n\ndata: 2\n', '\ndata: 3']);
    expect([early, firsts]).toEqual([2, [true, false, false]]);
  });

  it.each([
    '',
    ': ping\n\n',
    'data:\n\n',
    'event: ping\n\n',
    '{"message":"no"}',
    '<html>\n\n</html>',
  ])('is not in %j', (text) => {
    const { seen, reader } = read([text]);
    expect(seen).toEqual([]);
    expect([reader.hasSeenFirst, reader.fault]).toEqual([false, undefined]);
  });
});

const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => {
  return text.trim() !== '' && !/[\r\n\0\uFEFF]/.test(text) && !text.startsWith(' ');
});
const event = fc.record({
  name: fc.option(
    line.filter((text) => !/^\s|\s$/.test(text)),
    { nil: undefined },
  ),
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  comment: fc.option(line, { nil: undefined }),
  end: fc.constantFrom('\n', '\r\n', '\r'),
});

function write({
  name,
  lines,
  comment,
  end,
}: typeof event extends fc.Arbitrary<infer Event> ? Event : never): string {
  const written = [
    ...(comment === undefined ? [] : [`:${comment}`]),
    ...(name === undefined ? [] : [`event: ${name}`]),
    ...lines.map((each) => `data: ${each}`),
    '',
  ];
  return written.map((each) => `${each}${end}`).join('');
}

it('reads the same events of any text in any chunks', () => {
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 5 }),
      fc.array(fc.nat({ max: 400 }), { maxLength: 20 }),
      (events, cuts) => {
        const bytes = Buffer.from(events.map(write).join(''));
        const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b)];
        const chunks = places.map((place, index) => bytes.subarray(place, places[index + 1]));
        const expected = events.map(({ name = '', lines }) => [name, lines.join('\n')]);
        expect(read(chunks).seen).toEqual(expected);
      },
    ),
  );
});

it('reads bytes of any kind without an error', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 8 }), (chunks) => {
      expect(read(chunks).isWhole).toBe(true);
    }),
  );
});

describe('an event that is too long to be read', () => {
  const long = `data: ${'o'.repeat(FOUR_MEGABYTES)}`;

  it.each([
    ['line feeds', '\n\n'],
    ['carriage returns', '\r\r'],
    ['both', '\r\n\r\n'],
  ])('is passed over up to its end by %s, and the next is read', (_, blankLine) => {
    const text = `${long}\ndata: more${blankLine}data: 2\n\n`;
    const half = FOUR_MEGABYTES + 10;
    for (const cut of [half, text.indexOf(blankLine) + 1, text.indexOf(blankLine) + 2]) {
      const { seen } = read([text.slice(0, half), text.slice(half, cut), text.slice(cut)]);
      expect(seen).toEqual([
        ['', undefined],
        ['', '2'],
      ]);
    }
  });

  it('is counted once, however long it goes on', () => {
    const piece = 'o'.repeat(1024 * 1024);
    const { seen } = read(['data: 1\n\ndata: ', ...Array.from({ length: 12 }, () => piece)]);
    expect(seen).toEqual([
      ['', '1'],
      ['', undefined],
    ]);
  });

  it('may be one of many lines', () => {
    const lines = Array.from({ length: 5 }, () => `data: ${'o'.repeat(1024 * 1024)}\n`);
    expect(read([...lines, '\ndata: 2\n\n']).seen).toEqual([
      ['', undefined],
      ['', '2'],
    ]);
  });
});

it('is no stream if nothing but comments comes', () => {
  const comments = ': ping\n\n'.repeat(1024 * 128);
  const { seen, reader } = read([comments, comments, comments, comments, comments]);
  expect(seen).toEqual([]);
  expect(reader.fault).toBeInstanceOf(Error);
});
