import type { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';

/** Options of `ReplyCache.dynamoDb()`. */
export interface DynamoDbReplyCacheOptions {
  /**
   * The key that encrypts the table. The functions of the router may use it through DynamoDB.
   *
   * @default - the router's `encryptionKey`, or else a key that AWS owns
   */
  readonly encryptionKey?: IKey;

  /**
   * What happens to the table when it leaves the stack.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;
}
