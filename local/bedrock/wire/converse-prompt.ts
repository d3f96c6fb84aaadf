import type { JsonObject } from '../../../lambda/core/json/json-object';
import { invalid, violatedConstraint } from '../error';
import { readContentBlock } from './content-block';
import { readInteger, readList, readString, readStructure } from './json-members';
import { joinText, type Prompt, type PromptPart, structurePart } from './prompt';

interface Message {
  readonly role: string;
  readonly parts: readonly PromptPart[];
}

/** @throws BedrockError with Bedrock's message if the conversation is invalid */
export function readConversePrompt(body: JsonObject): Prompt {
  const messages = readMessages(body['messages']);
  const system = readBlocks(body['system']).map(readContentBlock);
  const tools = readList(readStructure(body['toolConfig'])?.['tools']) ?? [];
  const userParts = messages.flatMap(({ role, parts }) => (role === 'user' ? parts : []));
  return {
    system: joinText(system),
    user: joinText(userParts),
    parts: [...tools.map(readTool), ...system, ...messages.flatMap(({ parts }) => parts)],
    maxTokens: readMaxTokens(body),
  };
}

function readMessages(value: unknown): readonly Message[] {
  const list = readList(value);
  if (list === undefined) {
    throw violatedConstraint('null', 'messages', 'Member must not be null');
  }
  const messages = list.map(readMessage);
  checkTurns(messages);
  return messages;
}

function readMessage(value: unknown, index: number): Message {
  const message = readStructure(value) ?? {};
  const role = readString(message['role']);
  if (role !== 'user' && role !== 'assistant') {
    const received = role === undefined ? 'null' : `'${role}'`;
    const constraint = 'Member must satisfy enum value set: [user, assistant]';
    throw violatedConstraint(received, `messages.${index + 1}.member.role`, constraint);
  }
  const blocks = readBlocks(message['content']);
  if (blocks.length === 0) {
    throw invalid(
      `The content field in the Message object at messages.${index} is empty. Add a ContentBlock object to the content field and try again.`,
    );
  }
  blocks.forEach((block, position) => {
    checkBlankText(block, `messages.${index}.content.${position}`);
  });
  return { role, parts: blocks.map(readContentBlock) };
}

function readBlocks(value: unknown): readonly JsonObject[] {
  return (readList(value) ?? []).map((block) => readStructure(block) ?? {});
}

function checkBlankText(block: JsonObject, position: string): void {
  if (readString(block['text'])?.trim() !== '') return;
  throw invalid(
    `The text field in the ContentBlock object at ${position} is blank. Add text to the text field, and try again.`,
  );
}

function checkTurns(messages: readonly Message[]): void {
  if (messages[0]?.role !== 'user') {
    throw invalid(
      'A conversation must start with a user message. Try again with a conversation that starts with a user message.',
    );
  }
  if (messages.some(({ role }, index) => role === messages[index - 1]?.role)) {
    throw invalid(
      'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.',
    );
  }
}

function readTool(value: unknown): PromptPart {
  const tool = readStructure(value) ?? {};
  return 'cachePoint' in tool ? readContentBlock(tool) : structurePart(tool);
}

function readMaxTokens(body: JsonObject): number | undefined {
  const maxTokens = readInteger(readStructure(body['inferenceConfig'])?.['maxTokens']);
  if (maxTokens !== undefined && maxTokens < 1) {
    const constraint = 'Member must have value greater than or equal to 1';
    throw violatedConstraint(`'${maxTokens}'`, 'inferenceConfig.maxTokens', constraint);
  }
  return maxTokens;
}
