// Plays Lambda's runtime for a function whose response is not streamed: loads the bundle, and answers each event that
// its parent sends.
const CONTEXT = {
  invokedFunctionArn: process.env.HANDLER_ARN,
  awsRequestId: '5b6ff0a9-1111-2222-3333-444455556666',
};
const { handler } = require(process.argv[2]);
process.on('message', async (event) => {
  try {
    process.send({ answer: await handler(event, CONTEXT) });
  } catch (error) {
    process.send({ refusal: error.message });
  }
});
