/** The parts of the package that the emulator uses. It has no types of its own. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface Options {
    /** The time that a new table has the status CREATING. */
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
    /** Returns undefined or null if the condition of the write is true. */
    checkConditional(write: Write, item: Item | undefined): Refusal | null | undefined;
  };
  export = db;
}

declare module 'dynalite/validations/updateItem.js' {
  const validation: {
    /** The type of each member of a request. */
    readonly types: Record<string, { readonly type: string; readonly enum: readonly string[] }>;
  };
  export = validation;
}
