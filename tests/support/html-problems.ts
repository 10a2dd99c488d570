import { SaxesParser } from 'saxes'

/**
 * What an HTML document of the Atlas does against the HTML standard: markup that does not nest or close,
 * elements where their content model does not allow them, ids that are taken, what a picture, a link, a
 * heading must have. Stricter than browsers, which mend all of it in silence.
 */
export function findHtmlProblems(html: string): string[] {
  const problems: string[] = []
  if (!html.startsWith('<!doctype html>\n')) problems.push('The doctype is not the first line')
  const open: { name: string; children: number; text: boolean }[] = []
  const ids = new Set<string>()
  const references: string[] = []
  const counts: Record<string, number> = {}
  let heading = 0
  const parser = new SaxesParser({ fragment: true })
  parser.on('error', (error) => problems.push(`Not well formed: ${error.message}`))
  parser.on('opentag', ({ name, attributes }) => {
    const parent = open.at(-1)
    const ancestors = open.map((ancestor) => ancestor.name)
    const fault = (text: string) => problems.push(`<${name}> in <${parent?.name}>: ${text}`)
    counts[name] = (counts[name] ?? 0) + 1
    if (parent) {
      parent.children += 1
      const allowed = CHILDREN[parent.name]
      if (allowed && !allowed.includes(name)) fault('not allowed there')
      if (PHRASING_ONLY.has(parent.name) && BLOCKS.has(name)) fault('a block in a line of text')
    }
    const needed = PARENTS[name]
    if (needed && !needed.includes(parent?.name ?? '')) fault(`needs one of ${needed.join(', ')}`)
    if (INTERACTIVE.has(name) && ancestors.some((ancestor) => INTERACTIVE.has(ancestor))) {
      if (name !== 'summary') fault('one control in another')
    }
    const { id, lang } = attributes as Record<string, string>
    if (id !== undefined) {
      if (ids.has(id)) fault(`the id ${id} is taken`)
      ids.add(id)
    }
    if (lang !== undefined && !/^(en|fr|es)$/.test(lang)) fault(`the language ${lang}`)
    for (const attribute of REQUIRED[name] ?? []) {
      if (!(attribute in attributes)) fault(`has no ${attribute}`)
    }
    const href = (attributes as Record<string, string>).href
    if (href?.startsWith('#')) references.push(href.slice(1))
    const level = /^h([1-6])$/.exec(name)?.[1]
    if (level) {
      if (Number(level) > heading + 1) fault(`follows a heading of level ${heading}`)
      heading = Number(level)
    }
    if ('style' in attributes) fault('has a style of its own, which a strict policy forbids')
    if (Object.keys(attributes).some((attribute) => attribute.startsWith('on'))) fault('runs code')
    open.push({ name, children: 0, text: false })
  })
  parser.on('text', (text) => {
    const parent = open.at(-1)
    if (!parent || text.trim() === '') return
    parent.text = true
    if (CHILDREN[parent.name]) {
      problems.push(`Text in <${parent.name}>: ${text.trim().slice(0, 40)}`)
    }
  })
  parser.on('closetag', () => {
    const { name, children, text } = open.pop()!
    if (NEVER_EMPTY.has(name) && children === 0 && !text) problems.push(`<${name}> is empty`)
  })
  // What XML has no word for: the doctype, void elements. Scripts' texts are no markup.
  const xml = html
    .replace(/^<!doctype html>/, '')
    .replace(/(<script[^>]*>)[\s\S]*?<\/script>/g, '$1 </script>')
    .replace(/<(meta|link|img|br|hr)\b([^>]*?)\/?>/g, '<$1$2/>')
    .replace(/<(\w+)([^<>]*)>/g, (_, name: string, attributes: string) => {
      const written = attributes.replace(/ (download|defer)(?=[ />]|$)/g, ' $1=""')
      return `<${name}${written}>`
    })
  parser.write(xml).close()
  for (const reference of references) {
    if (!ids.has(reference)) problems.push(`Nothing has the id ${reference}`)
  }
  for (const name of ['html', 'head', 'body', 'title', 'main', 'h1']) {
    if (counts[name] !== 1) problems.push(`There are ${counts[name] ?? 0} <${name}>`)
  }
  return problems
}

const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  html: ['head', 'body'],
  head: ['meta', 'title', 'link', 'script'],
  ul: ['li'],
  ol: ['li'],
  table: ['thead', 'tbody', 'caption'],
  thead: ['tr'],
  tbody: ['tr'],
  tr: ['th', 'td'],
}
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  li: ['ul', 'ol'],
  tr: ['thead', 'tbody'],
  td: ['tr'],
  th: ['tr'],
  summary: ['details'],
  figcaption: ['figure'],
  main: ['body'],
}
const BLOCKS = new Set(
  'div p ul ol table section nav header footer main figure details pre h1 h2 h3 h4 h5 h6'.split(
    ' ',
  ),
)
const PHRASING_ONLY = new Set('p span a code strong summary h1 h2 h3 h4 pre figcaption'.split(' '))
const INTERACTIVE = new Set(['a', 'button', 'summary', 'input', 'select'])
const NEVER_EMPTY = new Set('ul ol table tr a p h1 h2 h3 h4 title button summary th'.split(' '))
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  html: ['lang'],
  img: ['src', 'alt', 'width', 'height'],
  a: ['href'],
  th: ['scope'],
  svg: ['viewBox', 'aria-hidden'],
}
