/** Where a room says what happened. pino fits; a test passes its own. Never a name, a number or a token in it. */
export interface Log {
  debug(about: object, message: string): void
  info(about: object, message: string): void
  warn(about: object, message: string): void
  error(about: object, message: string): void
}
