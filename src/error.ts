/**
 * An error that its user can act on: what was given, what is allowed, what to do.
 * The command line prints message and hint; every other error is a defect of heavytail.
 */
export class UserError extends Error {
  override readonly name = 'UserError';

  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}
