/**
 * An error that its user can act on: what was given, what is allowed, what to do. The command line prints
 * `message` and `hint`; every other error is a defect of heavytail.
 */
export class UserError extends Error {
  override readonly name = 'UserError';

  /**
   * @param message - what was given and what is allowed, in a sentence
   * @param hint - what to do, in a sentence
   */
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}
