import { composeFunctionEnvironment } from '../../local/compose-function-environment';
import { MODEL_ID, OPERATION, TIER } from '../cases';

/** The environment of the function as deployed by default, with endpoints on loopback. */
export function composeBenchEnvironment(upstreamUrl: string): Record<string, string> {
  const settings = {
    operations: { [OPERATION]: `${MODEL_ID}:${TIER}` },
    mappingMaxAgeSeconds: 30,
    requestTimeoutSeconds: 290,
  };
  return composeFunctionEnvironment(settings, { bedrockUrl: upstreamUrl, ssmUrl: upstreamUrl });
}
