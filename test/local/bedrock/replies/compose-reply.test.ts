import { describe, expect, it } from 'vitest';
import { composeReply } from '../../../../local/bedrock/replies/compose-reply';
import { composeAssessmentRequest } from '../../../../local/pipeline/compose-assessment-request';
import { composeClassificationRequest } from '../../../../local/pipeline/compose-classification-request';
import { composeExtractionRequest } from '../../../../local/pipeline/compose-extraction-request';
import type { ConverseBody } from '../../../../local/pipeline/converse-body';
import { findDocumentClass } from '../../../../local/pipeline/document-classes';
import { readSampleDocuments } from '../../../../local/pipeline/sample-documents';

function ask({ system, messages }: ConverseBody): Record<string, unknown> {
  const user = messages[0]?.content[0]?.text ?? '';
  return JSON.parse(composeReply({ system: system[0]?.text ?? '', user }));
}

describe.each([
  ['invoice', 'early_payment_discount'],
  ['bank-statement', 'overdraft_limit'],
  ['insurance-claim', 'police_report_number'],
])('the sample %s', (name, absent) => {
  const documentClass = findDocumentClass(name);
  const names = documentClass.attributes.map((attribute) => attribute.name);

  async function readSample() {
    const found = (await readSampleDocuments()).find((document) => document.name === name);
    return found ?? { name, text: '' };
  }

  it('is classified correctly', async () => {
    expect(ask(composeClassificationRequest(await readSample()))).toEqual({
      class: name,
      document_boundary: 'start',
      _note: 'simulated reply',
    });
  });

  it('has its values extracted, and null for absent values', async () => {
    const sample = await readSample();
    const { _note, ...values } = ask(composeExtractionRequest(sample, documentClass));
    expect(_note).toBe('simulated reply');
    expect(Object.keys(values)).toEqual(names);
    for (const [attribute, value] of Object.entries(values)) {
      if (attribute === absent) expect(value).toBeNull();
      else expect(sample.text).toContain(value);
    }
  });

  it('has a confidence for every value, and a low one for absent values', async () => {
    const sample = await readSample();
    const extraction = ask(composeExtractionRequest(sample, documentClass));
    const request = composeAssessmentRequest(sample, documentClass, extraction);
    const { _note, ...assessment } = ask(request);
    expect(_note).toBe('simulated reply');
    expect(Object.keys(assessment)).toEqual(names);
    for (const [attribute, assessed] of Object.entries(assessment)) {
      expect(assessed).toEqual({
        confidence: attribute === absent ? 0.2 : 0.97,
        confidence_reason: expect.any(String),
      });
    }
  });
});

describe('a prompt without a sample', () => {
  it.each([
    ['Classify this page. Reply as JSON.', { class: 'invoice', document_boundary: 'start' }],
    ['Return JSON: {"class": "exact type"}', { class: 'invoice' }],
    [
      'Extract the fields into JSON.',
      { invoice_number: 'BW-2026-04817', total_amount: '3,546.00' },
    ],
    ['Extraction as JSON, please.', { early_payment_discount: null }],
    [
      'Classify the confidence of the extraction, as JSON.',
      { invoice_number: { confidence: 0.97 }, early_payment_discount: { confidence: 0.2 } },
    ],
  ])('%j gets the reply for the invoice', (user, members) => {
    expect(JSON.parse(composeReply({ system: '', user }))).toMatchObject({
      ...members,
      _note: 'simulated reply',
    });
  });

  it('is chosen by the system prompt, too', () => {
    const reply = composeReply({ system: 'You classify pages.', user: 'Answer in JSON.' });
    expect(JSON.parse(reply)).toMatchObject({ class: 'invoice' });
  });

  it.each(['What is the capital of France?', '', 'Extract the teeth', 'Write a JSON document'])(
    '%j gets a sentence that says it is simulated',
    (user) => {
      expect(composeReply({ system: 'Be brief.', user })).toMatch(/^This is a simulated reply: /);
    },
  );
});
