/** The replies of the emulated model about one of the documents in `local/samples`. */
export interface CannedDocument {
  readonly documentClass: string;
  /** Identifies the document. Only the text of this sample contains the number. */
  readonly number: string;
  readonly attributes: Readonly<Record<string, string | null>>;
}

export const INVOICE: CannedDocument = {
  documentClass: 'invoice',
  number: 'BW-2026-04817',
  attributes: {
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
};

export const CANNED_DOCUMENTS: readonly CannedDocument[] = [
  INVOICE,
  {
    documentClass: 'bank-statement',
    number: '00-5550-1187',
    attributes: {
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
  },
  {
    documentClass: 'insurance-claim',
    number: 'LM-C-118204',
    attributes: {
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
  },
];
