import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { DynamoDbReplyCacheOptions } from './reply-cache-options';
import { ReplyTable } from './reply-table';

/** Where answers of models are kept for equal requests. */
export class ReplyCache {
  /**
   * A table of DynamoDB, which holds what models answered: nothing else of the router stores that. An answer is kept as
   * long as the operation's setting `cache` says. DynamoDB deletes it within a few days after that.
   */
  static dynamoDb(options: DynamoDbReplyCacheOptions = {}): ReplyCache {
    return new ReplyCache(options);
  }

  private constructor(private readonly options: DynamoDbReplyCacheOptions) {}

  /**
   * Creates the table.
   *
   * @internal
   */
  _bind(scope: Construct, router: { readonly encryptionKey?: IKey }): ITable {
    const table = new ReplyTable(scope, 'Replies', { ...router, ...this.options });
    // With `exactOptionalPropertyTypes`, the CDK's `Table` does not implement `ITable`.
    return table as ITable;
  }
}
