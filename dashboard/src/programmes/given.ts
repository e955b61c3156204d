import type { Action, Field } from './calls'

/** What was typed, by field; what is empty is not sent. */
export type Given = Record<string, string | number | boolean | string[] | undefined>

const isEmpty = (value: Given[string]) => value === undefined || value === '' || (Array.isArray(value) && !value.length)

/** The names of what must be given and is not. */
export const missingOf = (action: Action, given: Given): string[] => [
  ...(action.hasItem && isEmpty(given['item']) ? ['item'] : []),
  ...action.fields.filter((field) => field.needed && isEmpty(given[field.field])).map((field) => field.field),
]

const sentAs = (field: Field, value: Given[string]) => (typeof value === 'string' ? value.trim() : field.type === 'number' ? Number(value) : value)

/** The body of a request, with the id by which the same act twice is one. */
export function bodyOf(action: Action, given: Given, commandId: string): Record<string, unknown> {
  const body: Record<string, unknown> = { commandId }
  if (action.hasItem) body['item'] = String(given['item'] ?? '').trim()
  for (const field of action.fields) {
    const value = given[field.field]
    if (!isEmpty(value)) body[field.field] = sentAs(field, value)
  }
  return body
}
