/** The parts that are used here; the package has no types. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface Options {
    /** How long a new table has the status CREATING. */
    readonly createTableMs?: number;
  }

  /** A DynamoDB that keeps its tables in memory. */
  function dynalite(options?: Options): Server;
  export = dynalite;
}

declare module 'dynalite/db/index.js' {
  /** An item in DynamoDB's JSON. */
  type Item = Readonly<Record<string, unknown>>;

  interface Write {
    readonly ReturnValuesOnConditionCheckFailure?: string;
  }

  interface Refusal {
    readonly body: { Item?: Item };
  }

  const db: {
    /** Undefined or null if the write's condition holds. */
    checkConditional(write: Write, item: Item | undefined): Refusal | null | undefined;
  };
  export = db;
}

declare module 'dynalite/validations/updateItem.js' {
  const validation: {
    /** Member of a request → what it may be. */
    readonly types: Record<string, { readonly type: string; readonly enum: readonly string[] }>;
  };
  export = validation;
}
