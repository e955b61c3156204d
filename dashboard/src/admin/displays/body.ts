/** What stands in the form, as it was typed. */
export interface Typed {
  name: string
  region: string
  language: string
  rotateS: string
  scalePercent: string
}

/** As the server takes it: what is empty is left out, and what is no number goes as it is, so that the server says what is wrong with it. */
export function bodyOf(typed: Typed): Record<string, string | number> {
  const numberOf = (text: string) => (/^\d+$/.test(text) ? Number(text) : text)
  const body: Record<string, string | number> = {}
  if (typed.region.trim()) body['region'] = typed.region.trim()
  if (typed.language) body['language'] = typed.language
  if (typed.rotateS.trim()) body['rotateS'] = numberOf(typed.rotateS.trim())
  if (typed.scalePercent.trim()) body['scalePercent'] = numberOf(typed.scalePercent.trim())
  return body
}
