import { describe, expect, it } from 'vitest';
import { composeReply } from '../../../../local/bedrock/replies/compose-reply';
import { composeAssessmentRequest } from '../../../../local/pipeline/compose-assessment-request';
import { composeClassificationRequest } from '../../../../local/pipeline/compose-classification-request';
import { composeExtractionRequest } from '../../../../local/pipeline/compose-extraction-request';
import type { ConverseBody } from '../../../../local/pipeline/converse-body';
import { findDocumentClass } from '../../../../local/pipeline/document-classes';
import { readSampleDocuments } from '../../../../local/pipeline/sample-documents';

const EXPECTED = {
  invoice: {
    invoice_number: 'BW-2026-04817',
    invoice_date: '12 October 2026',
    due_date: '11 November 2026',
    purchase_order_number: 'NH-77140',
    seller: 'Brightwater Instruments Ltd',
    customer: 'Nordhafen Process Engineering GmbH',
    currency: 'EUR',
    subtotal: '2,955.00',
    tax_amount: '591.00',
    total_amount: '3,546.00',
    amount_due: '3,046.00',
    iban: 'XX00 FICT 0000 0048 1700 26',
    early_payment_discount: null,
  },
  'bank-statement': {
    account_holder: 'Ms Adaeze T. Lindqvist',
    account_number: '00-5550-1187',
    iban: 'XX00 FICT 0000 5550 1187 03',
    statement_number: '09/2026',
    statement_period: '1 September 2026 to 30 September 2026',
    opening_balance: '4,218.37',
    total_paid_in: '3,538.05',
    total_paid_out: '1,520.37',
    closing_balance: '6,236.05',
    overdraft_limit: null,
  },
  'insurance-claim': {
    claim_number: 'LM-C-118204',
    policy_number: 'HH-5520-0091',
    policyholder: 'Mr Joaquim Velde',
    date_of_loss: '3 October 2026, about 06:40',
    date_reported: '5 October 2026',
    cause_of_loss: 'Burst supply hose behind the dishwasher',
    total_claimed: '3,939.50',
    deductible: '250.00',
    net_claim_amount: '3,689.50',
    police_report_number: null,
  },
};

function ask({ system, messages }: ConverseBody): unknown {
  const user = messages[0]?.content[0]?.text ?? '';
  return JSON.parse(composeReply({ system: system[0]?.text ?? '', user }));
}

async function readSample(name: string) {
  const found = (await readSampleDocuments()).find((document) => document.name === name);
  return found ?? { name, text: '' };
}

describe.each(Object.entries(EXPECTED))('the sample %s', (name, expected) => {
  it('is classified as what it is', async () => {
    expect(ask(composeClassificationRequest(await readSample(name)))).toEqual({
      class: name,
      document_boundary: 'start',
      _note: 'simulated reply',
    });
  });

  it('has its values extracted', async () => {
    const request = composeExtractionRequest(await readSample(name), findDocumentClass(name));
    expect(ask(request)).toEqual({ ...expected, _note: 'simulated reply' });
  });

  it('has a confidence for every value, low where there is none', async () => {
    const documentClass = findDocumentClass(name);
    const request = composeAssessmentRequest(await readSample(name), documentClass, expected);
    const { _note, ...assessed } = ask(request) as Record<string, object>;
    expect(_note).toBe('simulated reply');
    expect(Object.keys(assessed)).toEqual(Object.keys(expected));
    for (const [attribute, value] of Object.entries(expected)) {
      const found = {
        confidence: 0.97,
        confidence_reason: 'The value stands in the document as extracted.',
      };
      const absent = { confidence: 0.2, confidence_reason: 'No value was extracted.' };
      expect(assessed[attribute]).toEqual(value === null ? absent : found);
    }
  });
});

describe('an assessment', () => {
  it('doubts values that the document does not have, at any depth', () => {
    const user = `Rate your confidence in these values, as JSON of the same shape.
<extraction-results>
{"_note": "simulated reply", "Vendor": "ACME  gmbh", "Total": 90.5, "Lines": [{"Item": "Rope"}, {"Item": "Tent"}], "Tax": {"Rate": null}}
</extraction-results>
Write {"confidence": 0.9, "confidence_reason": "..."} for each.
<document-text>
Acme GmbH
Rope    90.50
</document-text>`;
    const literal = {
      confidence: 0.97,
      confidence_reason: 'The value stands in the document as extracted.',
    };
    const altered = {
      confidence: 0.35,
      confidence_reason: 'The value does not stand in the document literally.',
    };
    expect(JSON.parse(composeReply({ system: '', user }))).toEqual({
      Vendor: literal,
      Total: literal,
      Lines: [{ Item: literal }, { Item: altered }],
      Tax: { Rate: { confidence: 0.2, confidence_reason: 'No value was extracted.' } },
      _note: 'simulated reply',
    });
  });
});
