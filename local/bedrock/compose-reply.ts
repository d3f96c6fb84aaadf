/** The text blocks of a prompt, joined. */
export interface ReplyPrompt {
  readonly system: string;
  readonly user: string;
}

/** What the stand-in says instead of a model: the same for the same prompt, and plain about being simulated. */
export function composeReply(prompt: ReplyPrompt): string {
  const words = prompt.user.split(/\s+/).filter((word) => word !== '').length;
  return `Simulated reply: no model was called. The prompt has ${words} words, the system prompt ${prompt.system.length} characters.`;
}
