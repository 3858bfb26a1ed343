/** `receivedAt` → `received_at`. */
export function snakeCase(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** A select list that gives rows the names of our types: `received_at as "receivedAt"`. For names in code only, never for input. */
export function columnsOf(fields: readonly string[], table?: string): string {
  const prefix = table === undefined ? '' : `${table}.`
  return fields.map((field) => `${prefix}${snakeCase(field)} as "${field}"`).join(', ')
}
