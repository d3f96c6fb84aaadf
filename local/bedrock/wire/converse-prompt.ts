import type { JsonObject } from '../../../lambda/core/json/json-object';
import { invalid, violatedConstraint } from '../error';
import {
  type ConversationMessage,
  checkConversation,
  type Role,
} from '../requests/check-conversation';
import { readContentBlock } from './content-block';
import { readInteger, readList, readString, readStructure } from './json-members';
import { joinText, type Prompt, type PromptPart, structurePart } from './prompt';

const ROLES = ['user', 'assistant', 'system'] as const;

/** @throws BedrockError with Bedrock's message if the conversation is invalid */
export function readConversePrompt(body: JsonObject): Prompt {
  const messages = readMessages(body['messages']);
  const system = readBlocks(body['system']).map(readContentBlock);
  const tools = readList(readStructure(body['toolConfig'])?.['tools']) ?? [];
  const parts = messages.map(({ blocks }) => blocks.map(readContentBlock));
  const userParts = parts.filter((_, index) => messages[index]?.role === 'user').flat();
  return {
    system: joinText(system),
    user: joinText(userParts),
    parts: [...tools.map(readTool), ...system, ...parts.flat()],
    maxTokens: readMaxTokens(body),
  };
}

function readMessages(value: unknown): readonly ConversationMessage[] {
  const list = readList(value);
  if (list === undefined) {
    throw violatedConstraint('null', 'messages', 'Member must not be null');
  }
  const messages = list.map(readMessage);
  checkConversation(messages);
  return messages;
}

function readMessage(value: unknown, index: number): ConversationMessage {
  const message = readStructure(value) ?? {};
  const role = readRole(message['role'], index);
  const blocks = readBlocks(message['content']);
  if (blocks.length === 0) {
    throw invalid(
      `The content field in the Message object at messages.${index} is empty. Add a ContentBlock object to the content field and try again.`,
    );
  }
  blocks.forEach((block, position) => {
    checkBlankText(block, `messages.${index}.content.${position}`);
  });
  return { role, blocks };
}

function readRole(value: unknown, index: number): Role {
  const text = readString(value);
  const role = ROLES.find((known) => known === text);
  if (role !== undefined) return role;
  const received = text === undefined ? 'null' : `'${text}'`;
  const constraint = `Member must satisfy enum value set: [${ROLES.join(', ')}]`;
  throw violatedConstraint(received, `messages.${index + 1}.member.role`, constraint);
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
