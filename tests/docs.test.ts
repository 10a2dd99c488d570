import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const markdownIn = (folder: string) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))

/** What is said of the Atlas as it is. Decisions speak of their day: of them only the links have to hold. */
const GUIDES = ['README.md', ...markdownIn('docs')]
const ALL = [...GUIDES, ...markdownIn('docs/decisions')]
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, one]) => one!)

/** The name by which a heading is led to, as hosts of code make it. */
const toAnchor = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')

describe('the guides', () => {
  it.each(ALL)('lead to what is there: %s', (path) => {
    const links = found(read(path), /\]\((?![a-z]+:)([^)\s]+)\)/g)
    const broken = links.filter((link) => {
      const [file, anchor] = link.split('#')
      const target = file ? join(dirname(path), file) : path
      if (!existsSync(join(ROOT, target))) return true
      return (
        anchor &&
        !found(read(target), /^#+ (.*)$/gm)
          .map(toAnchor)
          .includes(anchor)
      )
    })
    expect(broken).toEqual([])
  })

  it.each(GUIDES)('name files and commands that there are: %s', (path) => {
    const text = read(path)
    const files = found(text, /`((?:src|scripts|tests|docs)\/[\w./-]+)`/g)
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([])
    const commands = found(text, /npm run (?:-s )?([a-z][\w:-]*)/g)
    expect(commands.filter((command) => !Object.hasOwn(scripts, command))).toEqual([])
  })

  it('tell of every command', () => {
    const told = new Set(found(read('README.md'), /npm (?:run )?(?:-s )?([a-z][\w:-]*)/g))
    expect(Object.keys(scripts).filter((name) => !told.has(name))).toEqual([])
  })
})
