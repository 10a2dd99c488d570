/** Elements whose content is no markup, up to their end tag (HTML, section 13.2.5, "RAWTEXT", "script data"). */
const RAW = /^(?:script|style|xmp|iframe|noembed|noframes|title|textarea)$/

const SPACE = /[\t\n\f\r ]/

/**
 * HTML without the attributes that name event handlers and without `<base>`. Browsers hold both to the page's
 * policy as soon as they are parsed, in documents too that nobody sees, and report what they refuse: taken out
 * before, there is nothing to report. Tags are found as the HTML standard finds them (section 13.2.5), so that
 * no text changes. This makes nothing safe: what is shown must be sanitised after it.
 */
export function withoutHandlers(html: string): string {
  return leaveOutHandlers(html, false)
}

function leaveOutHandlers(html: string, isContent: boolean): string {
  let output = ''
  let copied = 0
  let position = 0
  const leaveOut = (start: number, end: number) => {
    output += html.slice(copied, start)
    copied = end
  }

  /** Moves behind the value of an attribute. */
  const passValue = () => {
    const quote = html[position]
    if (quote === '"' || quote === "'") {
      const end = html.indexOf(quote, position + 1)
      position = end < 0 ? html.length : end + 1
      return
    }
    while (position < html.length && !SPACE.test(html[position]!) && html[position] !== '>') {
      position++
    }
  }
  const passSpace = () => {
    while (position < html.length && SPACE.test(html[position]!)) position++
  }

  /** Moves behind a tag whose name has been read, and leaves out its handlers. */
  const passAttributes = () => {
    for (;;) {
      while (position < html.length && (SPACE.test(html[position]!) || html[position] === '/')) {
        position++
      }
      if (position >= html.length) return
      if (html[position] === '>') {
        position++
        return
      }
      const start = position
      // An equals sign at its beginning is part of the name.
      do position++
      while (position < html.length && !/[\t\n\f\r />=]/.test(html[position]!))
      const name = html.slice(start, position)
      passSpace()
      if (html[position] === '=') {
        position++
        passSpace()
        passValue()
      }
      if (/^on/i.test(name)) leaveOut(start, position)
    }
  }

  for (;;) {
    const start = html.indexOf('<', position)
    if (start < 0) break
    position = start + 1
    if (html.startsWith('!--', position)) {
      const end = /^<!---?>|--!?>/.exec(html.slice(start))
      position = end ? start + end.index + end[0].length : html.length
      continue
    }
    const tag = /^\/?([a-zA-Z][^\t\n\f\r />]*)/.exec(html.slice(position, position + 64))
    if (!tag) {
      if (!/[!?/]/.test(html[position] ?? '')) continue
      const end = html.indexOf('>', position)
      position = end < 0 ? html.length : end + 1
      continue
    }
    position += tag[0].length
    passAttributes()
    const name = tag[1]!.toLowerCase()
    if (name === 'base') leaveOut(start, position)
    if (isContent || tag[0].startsWith('/') || !RAW.test(name)) continue
    const end = new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, 'i').exec(html.slice(position))
    const contentEnd = end ? position + end.index : html.length
    // In pictures and formulas their content is markup after all.
    const content = html.slice(position, contentEnd)
    const disarmed = name === 'textarea' ? content : leaveOutHandlers(content, true)
    leaveOut(position, contentEnd)
    output += disarmed
    position = contentEnd
  }
  return output + html.slice(copied)
}
