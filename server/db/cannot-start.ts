/** A reason not to start that the operator can mend: printed as one line, without a stack, and the exit code is 1. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}
