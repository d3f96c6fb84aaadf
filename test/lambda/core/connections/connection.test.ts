import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { CONNECTIONS, listRegions } from '../../../../lambda/core/connections/connection';

describe('connections', () => {
  it('may have every member', () => {
    const connections = {
      frankfurt: { region: 'eu-central-1' },
      partner: {
        roleArn: 'arn:aws:iam::444455556666:role/bedrock',
        externalId: 'contract-7',
        sessionName: 'claims',
        region: 'eu-west-1',
      },
      vpc: { endpoint: 'https://vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com' },
      keyed: { apiKeySecretArn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:key-a1b2c3' },
    };
    expect(v.parse(CONNECTIONS, connections)).toEqual(connections);
  });

  it.each([
    [{ VPC: {} }, / is "VPC", not a lower-case letter, then at most 31 of them/],
    [{ constructor: {} }, 'may not have the member "constructor"'],
    [{ partner: { role: 'x' } }, 'has no member "role"; did you mean roleArn?'],
    [{ partner: { region: '' } }, ' is "", not a text that is not empty'],
    [[], ' is [], not a JSON object'],
  ])('%j are refused', (connections, problem) => {
    expect(() => v.parse(CONNECTIONS, connections)).toThrow(problem);
  });

  it('in a Region of their own are listed with it', () => {
    const connections = { frankfurt: { region: 'eu-central-1' }, vpc: { endpoint: 'https://a.b' } };
    expect(listRegions(connections)).toEqual({ frankfurt: 'eu-central-1' });
  });
});
