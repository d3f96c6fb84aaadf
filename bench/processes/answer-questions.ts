/**
 * Sends a greeting, and then answers the questions of {@link Child.ask}, one at a time. An error is an answer, too.
 * Questions before the greeting are lost. report-usage.cjs answers the question `usage`.
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
