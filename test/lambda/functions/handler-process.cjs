// Plays Lambda's runtime for a function whose response is not streamed: loads the bundle, and answers each event that
// its parent sends.
const { handler } = require(process.argv[2]);
process.on('message', async (event) => {
  try {
    process.send({ answer: await handler(event) });
  } catch (error) {
    process.send({ refusal: error.message });
  }
});
