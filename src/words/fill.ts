/** Puts values in the places of a text that are marked `{{name}}`. */
export function fill(
  text: string,
  values: Readonly<Record<string, string | number>> | ((name: string) => string | number),
): string {
  return text.replace(/{{(\w+)}}/g, (_, name: string) =>
    String(typeof values === 'function' ? values(name) : (values[name] ?? '')),
  )
}
