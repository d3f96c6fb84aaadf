import { assessExtraction } from './reply-assessment';
import { classifyDocument } from './reply-classification';
import { extractAttributes } from './reply-extraction';
import { type ModelPrompt, readPrompt } from './reply-prompt';

const NOTE = 'simulated reply';

/**
 * What a model might answer: the same for the same prompt, and never taken for a real model's.
 *
 * | the prompt                                   | the reply                                                   |
 * |----------------------------------------------|-------------------------------------------------------------|
 * | lists classes, asks for `class`              | `{"class":"invoice","document_boundary":"start","_note":…}` |
 * | lists attributes, asks to extract them       | `{"invoice_number":"BW-1","iban":null,"_note":…}`           |
 * | shows extracted values, asks for `confidence` | the same shape with `confidence` and a reason a leaf        |
 * | anything else                                | a sentence that says that it is simulated                   |
 *
 * The work is done by looking at words and labels, honestly but simply: enough for a pipeline to go on.
 */
export function composeReply(prompt: ModelPrompt): string {
  const { task, document, instruction } = readPrompt(prompt);
  switch (task.kind) {
    case 'classification':
      return writeJson({
        class: classifyDocument(document, task.classes),
        ...(instruction.includes('document_boundary') ? { document_boundary: 'start' } : {}),
      });
    case 'extraction':
      return writeJson(extractAttributes(document, task.attributes));
    case 'assessment':
      return writeJson(assessExtraction(document, task.extraction));
    case 'conversation':
      return composeSentence(prompt.user);
  }
}

function writeJson(reply: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...reply, _note: NOTE }, null, 2);
}

function composeSentence(question: string): string {
  const words = question.split(/\s+/).filter((word) => word !== '');
  const start = words.slice(0, 12).join(' ').slice(0, 100);
  return (
    'This is a simulated reply: a local emulator wrote it, and no model has read your prompt. ' +
    `It has ${words.length} words and begins with "${start}".`
  );
}
