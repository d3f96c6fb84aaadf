/** Written differently on different papers, meant the same. */
const SAME_WORD: Readonly<Record<string, string>> = {
  no: 'number',
  nr: 'number',
  num: 'number',
  amt: 'amount',
  acct: 'account',
  qty: 'quantity',
};

const WITHOUT_MEANING = new Set(['a', 'an', 'and', 'by', 'for', 'in', 'is', 'of', 'the', 'to']);

/** `invoiceNumber`, `Invoice No.:` and `invoice_number` are all `invoice`, `number`. */
export function readWords(text: string): readonly string[] {
  const separated = text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase();
  return (separated.match(/\p{L}+/gu) ?? [])
    .map((word) => SAME_WORD[word] ?? word)
    .filter((word) => !WITHOUT_MEANING.has(word));
}

/** How far two names mean the same: the share of their words that both have, from 0 to 1. */
export function compareWords(one: readonly string[], other: readonly string[]): number {
  const all = new Set([...one, ...other]);
  const common = [...all].filter((word) => one.includes(word) && other.includes(word));
  return all.size === 0 ? 0 : common.length / all.size;
}
