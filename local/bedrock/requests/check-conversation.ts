import type { JsonObject } from '../../../lambda/core/json/json-object';
import { type BedrockError, invalid } from '../error';
import { readStructure } from '../wire/json-members';

export type Role = 'user' | 'assistant' | 'system';

/** A message of a Converse body. */
export interface ConversationMessage {
  readonly role: Role;
  readonly blocks: readonly JsonObject[];
}

/**
 * Checks the order and the contents of the messages of a Converse body. The messages about `system` and about changes
 * of tools are the emulator's own, because Bedrock's are unknown.
 *
 * @throws BedrockError with Bedrock's message
 */
export function checkConversation(messages: readonly ConversationMessage[]): void {
  if (messages[0]?.role !== 'user') {
    throw invalid(
      'A conversation must start with a user message. Try again with a conversation that starts with a user message.',
    );
  }
  messages.forEach((message, index) => {
    checkTurn(message, messages[index - 1]);
    message.blocks.forEach((block, position) => {
      checkBlock(message.role, block, `messages.${index}.content.${position}`);
    });
  });
}

/**
 * A system message stands behind a user message, and an assistant message behind it if it is not the last. The other
 * roles alternate.
 */
function checkTurn(message: ConversationMessage, previous: ConversationMessage | undefined): void {
  const turn = `${previous?.role} ${message.role}`;
  if (turn === 'user user' || turn === 'assistant assistant') {
    throw invalid(
      'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.',
    );
  }
  if (['assistant system', 'system system', 'system user'].includes(turn)) {
    throw invalid(
      'A system message must follow a user message and must be the last message or be followed by an assistant message.',
    );
  }
}

const BLOCK_MEMBERS = [
  'text',
  'image',
  'document',
  'video',
  'audio',
  'toolUse',
  'toolResult',
  'guardContent',
  'cachePoint',
  'reasoningContent',
  'citationsContent',
  'searchResult',
  'toolAddition',
  'toolRemoval',
];
const TOOL_CHANGES = ['toolAddition', 'toolRemoval'];
const SYSTEM_MEMBERS = ['text', 'cachePoint', 'guardContent', ...TOOL_CHANGES];

function checkBlock(role: Role, block: JsonObject, path: string): void {
  const members = BLOCK_MEMBERS.filter((member) => hasMember(block, member));
  if (members.length !== 1) {
    throw invalid(
      `ContentBlock object at ${path} must set one of the following keys: ${BLOCK_MEMBERS.join(', ')}.`,
    );
  }
  const [member = ''] = members;
  if (TOOL_CHANGES.includes(member)) checkToolChange(role, block, `${path}.${member}`);
  if (role === 'system' && !SYSTEM_MEMBERS.includes(member)) {
    throw unsupported(member, 'system', path);
  }
}

function checkToolChange(role: Role, block: JsonObject, path: string): void {
  const member = path.slice(path.lastIndexOf('.') + 1);
  if (role !== 'system') throw unsupported(member, role, path);
  const tool = readStructure(readStructure(block[member])?.['tool']);
  if (tool === undefined) throw invalid(`The tool field at ${path} is missing.`);
}

function unsupported(member: string, role: Role, path: string): BedrockError {
  return invalid(
    `The ${member} block at ${path} is not allowed in a message with the role ${role}.`,
  );
}

function hasMember(block: JsonObject, member: string): boolean {
  return block[member] !== undefined && block[member] !== null;
}
