/**
 * Greets, and then answers the questions of {@link Child.ask}, one at a time; what is thrown is the answer, too. What is
 * asked before the greeting is lost. The question `usage` is answered by report-usage.cjs.
 */
export function answerQuestions<Question extends { readonly kind: string }>(
  answer: (question: Question) => Promise<object>,
  greeting: object = {},
): void {
  process.on('message', (question: Question) => {
    if (question.kind === 'usage') return;
    answer(question).then(
      (reply) => process.send?.(reply),
      (error: Error) => process.send?.({ error: error.stack ?? error.message }),
    );
  });
  process.once('disconnect', () => process.exit());
  process.send?.(greeting);
}
