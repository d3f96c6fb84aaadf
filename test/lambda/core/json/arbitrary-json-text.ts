import fc from 'fast-check';

const spaces = fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\r'), maxLength: 3 });

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom('0', '-0', '1.0e0', '1E400', '-1e-400', '0.10', '12345678901234567890', '2E+3'),
);

const text = fc.string({ unit: 'binary', maxLength: 8 });

/** The same text in different words: as JSON.stringify has it, all in escapes, or with escapes of its own. */
const string = fc.oneof(
  text.map((value) => JSON.stringify(value)),
  text.map((value) => `"${escapeAll(value)}"`),
  fc.constantFrom(
    String.raw`"\/\\\"\b\f\n\r\t"`,
    '"\u2028\u007f"',
    '"}],:{["',
    '"__proto__"',
    '""',
  ),
);

function escapeAll(value: string): string {
  return Array.from({ length: value.length }, (_, index) => {
    const digits = value.charCodeAt(index).toString(16).padStart(4, '0');
    return `\\u${index % 2 === 0 ? digits : digits.toUpperCase()}`;
  }).join('');
}

function list(opening: string, item: fc.Arbitrary<string>, closing: string): fc.Arbitrary<string> {
  return fc
    .tuple(spaces, fc.array(item, { maxLength: 4 }))
    .map(([space, items]) => `${opening}${space}${items.join(',')}${closing}`);
}

const { value, member, object } = fc.letrec<{ value: string; member: string; object: string }>(
  (tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.oneof(number, string, fc.constantFrom('true', 'false', 'null')),
      list('[', surround(tie('value')), ']'),
      tie('object'),
    ),
    member: fc
      .tuple(spaces, string, spaces, surround(tie('value')))
      .map(([before, name, after, value]) => `${before}${name}${after}:${value}`),
    object: list('{', tie('member'), '}'),
  }),
);

function surround(item: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(spaces, item, spaces).map((parts) => parts.join(''));
}

/** A JSON text as anybody may write it: white space anywhere, names that repeat, escapes, odd numbers. */
export const arbitraryJsonText = surround(value);

/** Such a text whose value is an object. */
export const arbitraryObjectText = surround(object);

/** A name and a value, as they stand in an object. */
export const arbitraryMemberText = member;

/** A JSON text with a character taken out, put in or replaced, so that it is mostly JSON no more. */
export const arbitraryDamagedJsonText = fc
  .tuple(
    arbitraryJsonText,
    fc.nat({ max: 1000 }),
    fc.constantFrom('', ...'{}[],:"\\u0-+.eE x\n\u0000\u00a0\ufeff'),
    fc.nat({ max: 1 }),
  )
  .map(([text, place, stray, removed]) => {
    const index = place % (text.length + 1);
    return text.slice(0, index) + stray + text.slice(index + removed);
  });

/** Tokens of JSON and others in any order. */
export const arbitraryTokens = fc
  .array(
    fc.constantFrom(
      ...'{}[],:"\\-.eE01 \n',
      'true',
      'null',
      '"a"',
      '"a":',
      '\\u00',
      'NaN',
      '\ufeff',
    ),
    { maxLength: 12 },
  )
  .map((tokens) => tokens.join(''));
