/**
 * Events of the document-processing accelerator, one for each step that calls a model, in the shape of its LambdaHook: page images
 * are uploaded to its working bucket, cache points are stripped from the texts, and `topK` is a whole number in
 * `inferenceConfig`.
 */
export interface AcceleratorEvent {
  readonly modelId: 'LambdaHook';
  readonly messages: readonly [{ readonly role: 'user'; readonly content: readonly object[] }];
  readonly system: readonly { readonly text: string }[];
  readonly inferenceConfig: Readonly<Record<string, number>>;
  readonly context: string;
}

export const WORKING_BUCKET = 'idp-working-bucket-1a2b3c';

/** A page image as the accelerator links it. */
export function linkPage(name: string, format = 'png') {
  const uri = `s3://${WORKING_BUCKET}/temp/lambdahook/${name}.${format}`;
  return { image: { format, source: { s3Location: { uri, bucketOwner: '111122223333' } } } };
}

const SAMPLING = { temperature: 0, topP: 0.1, topK: 5 };

export const EVENTS = {
  OCR: {
    modelId: 'LambdaHook',
    messages: [
      {
        role: 'user',
        content: [
          { text: 'Extract all text from this document page. Preserve the layout.' },
          linkPage('5f0c1d'),
        ],
      },
    ],
    system: [{ text: 'You are an expert OCR system.' }],
    inferenceConfig: { temperature: 0, topP: 0.1, topK: 5, maxTokens: 4096 },
    context: 'OCR',
  },
  Classification: {
    modelId: 'LambdaHook',
    messages: [
      {
        role: 'user',
        content: [
          { text: '<document-types>\ninvoice  \t[ an itemised bill ]\n</document-types>\n' },
          { text: '<document-ocr-data>\nInvoice 4711\n</document-ocr-data>' },
          linkPage('8a2b3e'),
        ],
      },
    ],
    system: [{ text: 'You classify documents by their pages.' }],
    inferenceConfig: { ...SAMPLING, maxTokens: 4096 },
    context: 'Classification',
  },
  Extraction: {
    modelId: 'LambdaHook',
    messages: [
      {
        role: 'user',
        content: [
          { text: '<attributes-definitions>\ninvoice_number\n</attributes-definitions>\n' },
          linkPage('0c7d11'),
          linkPage('0c7d12', 'jpeg'),
        ],
      },
    ],
    system: [{ text: 'You extract values from documents and answer with JSON.' }],
    inferenceConfig: { ...SAMPLING, maxTokens: 10_000 },
    context: 'Extraction',
  },
  Assessment: {
    modelId: 'LambdaHook',
    messages: [
      {
        role: 'user',
        content: [
          { text: 'Assess each value.\n<extraction-results>{"invoice_number":"4711"}' },
          linkPage('77aa01'),
        ],
      },
    ],
    system: [{ text: 'You assess how certain extracted values are.' }],
    inferenceConfig: { ...SAMPLING, maxTokens: 10_000 },
    context: 'Assessment',
  },
  Summarization: {
    modelId: 'LambdaHook',
    messages: [
      { role: 'user', content: [{ text: '<document-text>Invoice 4711</document-text>' }] },
    ],
    system: [{ text: 'You summarise documents in Markdown.' }],
    inferenceConfig: { ...SAMPLING, maxTokens: 4096 },
    context: 'Summarization',
  },
} as const satisfies Readonly<Record<string, AcceleratorEvent>>;
