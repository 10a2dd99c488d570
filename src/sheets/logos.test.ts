import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readLogos } from '../../scripts/sheets/read-logos.ts'
import { nodeSheetFonts } from '../../scripts/sheets/sheet-fonts.ts'
import { JUDGED_SHEETS, openJudged } from '../../tests/support/judged-sheet.ts'
import { bytesSource } from '../formats/bytes/byte-source.ts'
import { PdfReader, type PdfValue, toText } from '../formats/pdf/read-pdf.ts'
import { LANGUAGES } from '../words/languages.ts'
import { logosSchema, toLogos } from './logos.ts'
import { readSvgDrawing } from './svg-drawing.ts'
import { IDENTITY, toSubPaths } from './svg-path.ts'
import { writePdfSheet } from './write-pdf.ts'

const PUBLIC = resolve(import.meta.dirname, '../../public')
const fonts = nodeSheetFonts()
const three = (text: string) => ({ en: text, fr: text, es: text })

const LEAF =
  '<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/" viewBox="10 10 200 100">' +
  '<title>Leaf</title><style>.a{fill:#1B5E20}.b, .c { fill: none; stroke: rgb(255,0,0); stroke-width:4 }</style>' +
  '<inkscape:grid id="g"/><g transform="translate(10 10)" fill-opacity=".5">' +
  '<path class="a" d="M0 0h100v50H0z m25,12.5v25h50v-25z"/><circle class="b" cx="150" cy="50" r="40"/></g></svg>'

const faultOf = (svg: string) => {
  const read = readSvgDrawing(svg)
  return read.ok ? null : read.problem.values!.what
}
const withIn = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">${content}</svg>`

describe('a logo of pixels', () => {
  it('is refused by its name, with the reason, before it is fetched', async () => {
    const list = logosSchema.parse([{ file: 'cec.png', alt: three('CEC') }])
    const read = () => Promise.reject(new Error('fetched'))
    await expect(toLogos(list, 'en', read)).rejects.toMatchObject({
      problem: { code: 'logo-not-svg', values: { file: 'cec.png' } },
    })
  })
})

describe('a drawing of SVG', () => {
  it('is read with its classes, transforms and rules of filling', () => {
    const read = readSvgDrawing(LEAF)
    if (!read.ok) throw new Error(read.problem.message)
    const { width, height, shapes } = read.drawing
    expect([width, height]).toEqual([200, 100])
    expect(shapes.map(({ paint }) => paint)).toEqual([
      { fill: { color: '#1b5e20', opacity: 0.5, rule: 'nonzero' } },
      { stroke: { color: '#ff0000', opacity: 1, width: 4, join: 'miter', cap: 'butt' } },
    ])
    expect(shapes[0]!.lines[0]).toEqual([0, 0, 100, 0, 100, 50, 0, 50])
    expect(shapes[0]!.lines[1]!.slice(0, 4)).toEqual([25, 12.5, 25, 37.5])
    const [circle] = shapes[1]!.lines
    for (let at = 0; at < circle!.length; at += 2) {
      expect(Math.hypot(circle![at]! - 150, circle![at + 1]! - 50)).toBeCloseTo(40, 1)
    }
  })

  it('has its curves and arcs where they end, however their numbers are run together', () => {
    const ends = (data: string) =>
      toSubPaths(data, IDENTITY, 0.01)?.map(({ line }) => line.slice(-2).map(Math.round))
    expect(ends('M10-5c1 2,3 4 5 6S20 20 30 30t5 5')).toEqual([[35, 35]])
    expect(ends('M0 0a25 25-30 0150-25')).toEqual([[50, -25]])
    expect(ends('m1 1 2 2zl4 4')).toEqual([
      [3, 3],
      [5, 5],
    ])
    expect(ends('M1,2q.5.5,1 1T4 4')).toEqual([[4, 4]])
    expect(ends('L1 1')).toBeUndefined()
    expect(ends('M1 1 L2')).toBeUndefined()
    expect(ends('M1 1 X2 2')).toBeUndefined()
    // Half a circle of radius 10: all of it lies to the right, 10 from the middle.
    const [half] = toSubPaths('M0 0A10 10 0 0 1 0 20', IDENTITY, 0.001)!
    for (let at = 0; at < half!.line.length; at += 2) {
      expect(half!.line[at]).toBeGreaterThan(-1e-6)
      expect(Math.hypot(half!.line[at]!, half!.line[at + 1]! - 10)).toBeCloseTo(10, 2)
    }
  })

  it.each([
    ['letters', '<text>CEC</text>', '<text>'],
    ['a picture', '<image href="a.png"/>', '<image>'],
    ['a gradient', '<rect width="1" height="1" fill="url(#a)"/>', 'color url(#a)'],
    ['a filter', '<g filter="url(#a)"/>', 'filter'],
    ['a script', '<script>1</script>', '<script>'],
    [
      'a clip',
      '<defs><clipPath id="a"><rect width="1" height="1"/></clipPath></defs>',
      '<clipPath>',
    ],
    ['a path that is none', '<path d="M0 0 L1"/>', 'path M0 0 L1'],
    ['styles of elements', '<style>path{fill:red}</style>', 'style path'],
    ['nothing', '', 'nothing that is seen'],
  ])('with %s is refused by the name of it', (_, content, what) => {
    expect(faultOf(withIn(content))).toBe(what)
  })

  it('of entities is refused as any XML is', () => {
    const read = readSvgDrawing('<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>')
    expect(read.ok).toBe(false)
  })
})

describe('the logos of a sheet', () => {
  it('are drawn in the file as lines, with a text for who does not see them', async () => {
    const list = [{ file: 'leaf.svg', alt: three('A leaf') }, { name: three('Wardens of Water') }]
    const logos = await toLogos(list, 'en', async () => LEAF)
    const chunks: Uint8Array[] = []
    const spec = { ...JUDGED_SHEETS[0]!, logos }
    await writePdfSheet(spec, fonts, (bytes) => chunks.push(bytes.slice()), { open: openJudged })
    const reader = await PdfReader.open(
      bytesSource(new Uint8Array(Buffer.concat(chunks)), 'sheet.pdf'),
    )
    const root = await reader.dictionary(reader.trailer.get('/Root'))
    const tree = await reader.dictionary(root.get('/StructTreeRoot'))
    const document = await reader.dictionary(tree.get('/K'))
    const kids = document.get('/K') as readonly PdfValue[]
    const elements = await Promise.all(kids.map((kid) => reader.dictionary(kid)))
    const told = elements.slice(0, 4).map((one) => [one.get('/S'), toText(one.get('/Alt') ?? null)])
    expect(told).toEqual([
      ['/H1', ''],
      ['/P', ''],
      ['/Figure', 'A leaf'],
      ['/P', ''],
    ])
    const pages = await reader.dictionary(root.get('/Pages'))
    const page = await reader.dictionary((pages.get('/Kids') as readonly PdfValue[])[0])
    const contents = await Promise.all(
      (page.get('/Contents') as readonly PdfValue[]).map((content) => reader.stream(content)),
    )
    // Its green, filled by the rule that it is made with.
    expect(contents.join('')).toMatch(/0\.106 0\.369 0\.125 rg\n[^B]*?\nf\n/)
  })

  it('that are published are drawn in every language', async () => {
    for (const language of LANGUAGES) {
      expect((await readLogos(PUBLIC, language)).length, language).toBeGreaterThan(0)
    }
  })

  it('say which is at fault', async () => {
    const reading = toLogos([{ file: 'a.svg', alt: three('A') }], 'en', async () =>
      withIn('<text/>'),
    )
    await expect(reading).rejects.toMatchObject({ problem: { code: 'drawing-unreadable' } })
  })
})
