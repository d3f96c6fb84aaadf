/** A value to extract. The description is part of the prompt. */
export interface DocumentAttribute {
  readonly name: string;
  readonly description: string;
}

/** A kind of document, and the attributes to extract from it. */
export interface DocumentClass {
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly DocumentAttribute[];
}

export const DOCUMENT_CLASSES: readonly DocumentClass[] = [
  {
    name: 'invoice',
    description: 'A seller asks a customer to pay for goods or services, with items and a total',
    attributes: [
      { name: 'invoice_number', description: 'What the seller calls this invoice' },
      { name: 'invoice_date', description: 'The day on which it was issued' },
      { name: 'due_date', description: 'The day by which it is to be paid' },
      { name: 'purchase_order_number', description: 'What the customer calls the order' },
      { name: 'seller', description: 'Who is to be paid' },
      { name: 'customer', description: 'Who is to pay' },
      { name: 'currency', description: 'Three letters, ISO 4217' },
      { name: 'subtotal', description: 'The sum of the items before tax' },
      { name: 'tax_amount', description: 'The tax in money, not in percent' },
      { name: 'total_amount', description: 'Items and tax together' },
      { name: 'amount_due', description: 'What is still to be paid' },
      { name: 'iban', description: 'The account to pay to' },
      { name: 'early_payment_discount', description: 'What is taken off for paying early' },
    ],
  },
  {
    name: 'bank-statement',
    description: 'A bank lists the transactions and balances of an account over a period',
    attributes: [
      { name: 'account_holder', description: 'Whose account it is' },
      { name: 'account_number', description: "The bank's own number of the account" },
      { name: 'iban', description: 'The international number of the account' },
      { name: 'statement_number', description: 'Which statement of the year it is' },
      { name: 'statement_period', description: 'First and last day covered' },
      { name: 'opening_balance', description: 'The balance at the start of the period' },
      { name: 'total_paid_in', description: 'The sum of what came in' },
      { name: 'total_paid_out', description: 'The sum of what went out' },
      { name: 'closing_balance', description: 'The balance at the end of the period' },
      { name: 'overdraft_limit', description: 'How far below zero the account may go' },
    ],
  },
  {
    name: 'insurance-claim',
    description: 'A policyholder reports a loss or damage to an insurer and claims money for it',
    attributes: [
      { name: 'claim_number', description: 'What the insurer calls this claim' },
      { name: 'policy_number', description: 'The policy that covers the loss' },
      { name: 'policyholder', description: 'Who is insured' },
      { name: 'date_of_loss', description: 'When it happened' },
      { name: 'date_reported', description: 'When it was reported to the insurer' },
      { name: 'cause_of_loss', description: 'What did the damage' },
      { name: 'total_claimed', description: 'The sum of the items' },
      { name: 'deductible', description: 'What the policyholder bears' },
      { name: 'net_claim_amount', description: 'The total less the deductible' },
      { name: 'police_report_number', description: 'The number of the police report' },
    ],
  },
  { name: 'other', description: 'None of the above', attributes: [] },
];

/** @throws Error if no class has the name */
export function findDocumentClass(name: unknown): DocumentClass {
  const found = DOCUMENT_CLASSES.find((candidate) => candidate.name === name);
  if (found !== undefined) return found;
  const known = DOCUMENT_CLASSES.map((candidate) => candidate.name).join(', ');
  throw new Error(`${JSON.stringify(name)} is not a document class; the classes are ${known}`);
}
