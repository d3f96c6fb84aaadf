import { isJsonObject, type JsonObject } from '../../../lambda/core/json/json-object';
import { BedrockError, violatedConstraint } from '../error';
import { readList, readString, readStructure } from '../wire/json-members';

const MAX_EFFORT_LENGTH = 16;
const LATENCIES = ['standard', 'optimized'];

/**
 * Checks members of a Converse body that no model of the emulator reads.
 *
 * @throws BedrockError with the message of a violated constraint of the API model, or of a wrong type
 */
export function checkConverseMembers(body: JsonObject): void {
  const inference = readStructure(body['inferenceConfig']);
  for (const member of ['temperature', 'topP']) {
    checkShare(inference?.[member], `inferenceConfig.${member}`);
  }
  checkStopSequences(inference?.['stopSequences']);
  checkTools(readStructure(body['toolConfig']));
  const latency = readString(readStructure(body['performanceConfig'])?.['latency']);
  if (latency !== undefined && !LATENCIES.includes(latency)) {
    const constraint = `Member must satisfy enum value set: [${LATENCIES.join(', ')}]`;
    throw violatedConstraint(`'${latency}'`, 'performanceConfig.latency', constraint);
  }
  checkOutputConfig(readStructure(body['outputConfig']));
  readStructure(body['guardrailConfig']);
  readStructure(body['promptVariables']);
}

/** A number from 0 to 1. */
function checkShare(value: unknown, member: string): void {
  if (value === undefined || value === null) return;
  if (typeof value !== 'number') throw mismatch(value, 'a Float');
  if (value < 0) throw refuse(value, member, 'greater than or equal to 0');
  if (value > 1) throw refuse(value, member, 'less than or equal to 1');
}

function refuse(value: number, member: string, bound: string): BedrockError {
  return violatedConstraint(`'${value}'`, member, `Member must have value ${bound}`);
}

function checkStopSequences(value: unknown): void {
  readList(value)?.forEach((item, index) => {
    if (readString(item) !== '') return;
    const member = `inferenceConfig.stopSequences.${index + 1}.member`;
    throw violatedConstraint("''", member, minimumLength(1));
  });
}

function checkTools(toolConfig: JsonObject | undefined): void {
  if (toolConfig === undefined) return;
  const tools = readList(toolConfig['tools']);
  if (tools === undefined) {
    throw violatedConstraint('null', 'toolConfig.tools', 'Member must not be null');
  }
  if (tools.length === 0) throw violatedConstraint("'[]'", 'toolConfig.tools', minimumLength(1));
}

function checkOutputConfig(outputConfig: JsonObject | undefined): void {
  const effort = readString(outputConfig?.['effort']) ?? '';
  readStructure(outputConfig?.['textFormat']);
  if (effort.length <= MAX_EFFORT_LENGTH) return;
  const constraint = `Member must have length less than or equal to ${MAX_EFFORT_LENGTH}`;
  throw violatedConstraint(`'${effort}'`, 'outputConfig.effort', constraint);
}

function minimumLength(length: number): string {
  return `Member must have length greater than or equal to ${length}`;
}

function mismatch(value: unknown, expected: string): BedrockError {
  const isStructure = Array.isArray(value) || isJsonObject(value);
  const text = isStructure
    ? 'Start of structure or map found where not expected.'
    : `${typeof value === 'boolean' ? String(value).toUpperCase() : 'STRING'}_VALUE can not be converted to ${expected}`;
  return new BedrockError('SerializationException', text);
}
