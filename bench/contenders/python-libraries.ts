import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preparePython } from '../../scripts/tools/prepare-python';
import { MODEL_ID } from '../cases';
import { LineChild } from '../processes/line-child';
import { composeChatBody } from './compose-converse';
import type { Contender } from './contender';
import { describeFailure } from './describe-failure';
import { composeBenchEnvironment } from './function-environment';

/** The gateway of TensorZero, embedded in Python, and LiteLLM, whose gateway calls this library. */
const PACKAGES = ['tensorzero==2026.6.0', 'litellm==1.110.2', 'boto3==1.44.8'];
const DRIVER = join(__dirname, 'python-driver.py');

const installPeers = () => preparePython('peers', PACKAGES);

function composeContender(name: 'TensorZero' | 'LiteLLM'): Contender {
  return {
    name,
    isSigned: true,
    asksTier: false,
    isTextOnly: true,
    findAbsence: () => describeFailure(installPeers),
    startDriver: async (upstreamUrl) => {
      const words = [DRIVER, name.toLowerCase(), upstreamUrl, writeConfig(upstreamUrl)];
      const python = join(await installPeers(), 'python');
      return new LineChild(python, words, composeBenchEnvironment(upstreamUrl));
    },
    planCall: (benchCase) => ({ kind: 'chat', body: composeChatBody(benchCase) }),
  };
}

export const TENSORZERO = composeContender('TensorZero');
export const LITELLM = composeContender('LiteLLM');

/** TensorZero's. Without a database it records nothing. */
function writeConfig(upstreamUrl: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'bench-')), 'tensorzero.toml');
  writeFileSync(
    file,
    `[gateway]
observability.enabled = false
[models.nova]
routing = ["bedrock"]
[models.nova.providers.bedrock]
type = "aws_bedrock"
model_id = "${MODEL_ID}"
region = "us-east-1"
endpoint_url = "${upstreamUrl}"
`,
  );
  return file;
}
