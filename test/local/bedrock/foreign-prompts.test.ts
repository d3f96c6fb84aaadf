import { describe, expect, it } from 'vitest';
import { composeReply } from '../../../local/bedrock/replies/compose-reply';

const PAYSLIP = `PAYSLIP
Employee Name: Ines Okoye        Pay Date: 2026-10-30
Gross Pay      2,400.00
Net Pay        1,812.40`;

describe("another pipeline's prompt", () => {
  it('with bracketed classes between tags is a classification', () => {
    const user = `<task-description>Classify the page in <document-ocr-data> tags.</task-description>
<document-types>
Bank Statement  \t[ Transactions of an account ]
Payslip  \t[ What an employee is paid ]
</document-types>
Return JSON: {"class": "exact type", "document_boundary": "start or continue"}
<<CACHEPOINT>>
<document-ocr-data>
${PAYSLIP}
</document-ocr-data>`;
    expect(JSON.parse(composeReply({ system: '', user }))).toEqual({
      class: 'Payslip',
      document_boundary: 'start',
      _note: 'simulated reply',
    });
  });

  it('that does not speak of boundaries gets none', () => {
    const user = `Classify this document. Reply with JSON {"class": "..."}.
1. **Letter** - somebody writes to somebody
2. **Payslip** - what an employee is paid

Document text:
${PAYSLIP}`;
    expect(JSON.parse(composeReply({ system: '', user }))).toEqual({
      class: 'Payslip',
      _note: 'simulated reply',
    });
  });

  it.each([
    [
      'bracketed attributes and groups',
      `Extract the attributes of this document classification: Payslip, as JSON.
<attributes>
Employee Name  \t[ Whose it is ]
  - Net Pay  \t[ What is paid out ]
Bonus  \t[ What comes on top ]
</attributes>`,
      { 'Employee Name': 'Ines Okoye', 'Net Pay': '1,812.40', Bonus: null },
    ],
    [
      'a JSON Schema',
      `Extract the fields into JSON.
<attributes-definitions>
{"type": "object", "properties": {"PayDate": {"type": "string"}, "grossPay": {"type": "number"}}}
</attributes-definitions>`,
      { PayDate: '2026-10-30', grossPay: '2,400.00' },
    ],
    [
      'a form of answer',
      'Extract the values as JSON: {"employee_name": "...", "net_pay": "..."}',
      { employee_name: 'Ines Okoye', net_pay: '1,812.40' },
    ],
    [
      'bullets and rules',
      `Extract as JSON:
- pay_date: when it was paid
- Never make up a value that the page does not show
- ${'x'.repeat(3000)}`,
      { pay_date: '2026-10-30' },
    ],
  ])('with %s is an extraction', (_form, instruction, expected) => {
    const user = `${instruction}\n<document_text>\n${PAYSLIP}\n</document_text>`;
    expect(JSON.parse(composeReply({ system: '', user }))).toEqual({
      ...expected,
      _note: 'simulated reply',
    });
  });

  it('with extracted values under a heading is an assessment', () => {
    const user = `Assess the confidence of each value and answer in JSON, {"confidence": 0.5}.

Extraction results:
{"Net Pay": "1,812.40"}

Document text:
${PAYSLIP}`;
    expect(JSON.parse(composeReply({ system: '', user }))).toMatchObject({
      'Net Pay': { confidence: 0.97 },
    });
  });

  it('reads columns between bars and a value in the next column', () => {
    const user = `Extract as JSON:
- gross_pay: before tax
- net_pay: after tax
<document>
| Gross Pay: | 2,400.00 |
Net pay:       1,812.40
</document>`;
    expect(JSON.parse(composeReply({ system: '', user }))).toMatchObject({
      gross_pay: '2,400.00',
      net_pay: '1,812.40',
    });
  });
});

describe('any other prompt', () => {
  it.each([
    [
      'What is the capital of France?',
      'It has 6 words and begins with "What is the capital of France?".',
    ],
    ['', 'It has 0 words and begins with "".'],
    ['Extract the teeth', 'It has 3 words and begins with "Extract the teeth".'],
    ['Write a JSON document about confidence', 'It has 6 words'],
    ['Classify me. Answer in JSON.', 'It has 5 words'],
  ])('%j gets a sentence that says it is simulated', (user, expected) => {
    const reply = composeReply({ system: 'Be brief.', user });
    expect(reply).toContain('This is a simulated reply');
    expect(reply).toContain(expected);
  });

  it('gets the same reply every time', () => {
    const prompt = { system: '', user: 'Tell me a story' };
    expect(composeReply(prompt)).toBe(composeReply(prompt));
  });

  // Quadratic time would exceed the test's limit many times over.
  it.each([
    ['spaces', `Classify, extract and rate confidence as JSON\n- ${' '.repeat(1_000_000)}x`],
    ['braces', `Extract as JSON, with confidence. Extracted values:\n${'{}'.repeat(20_000)}`],
    ['words', `Extract as JSON: document page ${'page '.repeat(400_000)}`],
    ['tags', `Extract as JSON: ${'</document-text>'.repeat(5_000)}`],
  ])('of very many %s is answered at once', (_what, user) => {
    expect(composeReply({ system: '', user })).toContain('simulated');
  });
});
