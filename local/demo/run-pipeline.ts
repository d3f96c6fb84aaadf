import { composeAssessmentRequest } from '../pipeline/compose-assessment-request';
import { composeClassificationRequest } from '../pipeline/compose-classification-request';
import { composeExtractionRequest } from '../pipeline/compose-extraction-request';
import { findDocumentClass } from '../pipeline/document-classes';
import type { SampleDocument } from '../pipeline/sample-documents';
import { callOperation, type OperationCall } from './call-operation';

export type ReportCall = (call: OperationCall) => void;

/** Sends a document through classification, extraction and assessment. Each stage uses the reply of the previous stage. */
export async function runPipeline(
  routerUrl: string,
  document: SampleDocument,
  report: ReportCall,
): Promise<readonly OperationCall[]> {
  const call = async (operation: string, body: Parameters<typeof callOperation>[2]) => {
    const result = await callOperation(routerUrl, operation, body);
    report(result);
    return result;
  };
  const classification = await call('classification', composeClassificationRequest(document));
  const documentClass = findDocumentClass(classification.answer['class']);
  const extraction = await call('extraction', composeExtractionRequest(document, documentClass));
  const assessment = await call(
    'assessment',
    composeAssessmentRequest(document, documentClass, extraction.answer),
  );
  return [classification, extraction, assessment];
}
