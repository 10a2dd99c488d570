import { resolve } from 'node:path'
import { DOMParser } from '@xmldom/xmldom'
import { describe, expect, it } from 'vitest'
import { openFrom, readCatalog, toSheetLayers } from '../../scripts/sheets/open-layers.ts'
import { nodeSheetFonts } from '../../scripts/sheets/sheet-fonts.ts'
import { JUDGED_SHEETS, openJudged } from '../../tests/support/judged-sheet.ts'
import { readTrueType } from '../formats/font/true-type.ts'
import type { OpenFile } from './sheet-layer.ts'
import type { SheetSpec } from './sheet-spec.ts'
import { writeSvgSheet } from './write-picture.ts'

const PUBLIC = resolve(import.meta.dirname, '../../public')
const catalog = readCatalog(PUBLIC)
const fonts = nodeSheetFonts()

async function write(spec: SheetSpec, open: OpenFile) {
  const chunks: Uint8Array[] = []
  const size = await writeSvgSheet(spec, fonts, (bytes) => chunks.push(bytes.slice()), { open })
  const text = Buffer.concat(chunks).toString('utf8')
  return { text, size, root: new DOMParser().parseFromString(text, 'text/xml').documentElement! }
}

const [JUDGED] = JUDGED_SHEETS

describe('a sheet as a drawing', () => {
  it('has all texts as texts, in fonts of its own that have each of their letters', async () => {
    const { root, text } = await write(JUDGED!, openJudged)
    const texts = Array.from(root.getElementsByTagName('text'), ({ textContent }) => textContent)
    expect(texts).toEqual(expect.arrayContaining(['Été : l’eau, « ≤ 5 − 3 »', 'Wóhpe Čhaŋ']))
    const faces = [
      ...text.matchAll(
        /font-weight:(\d+);font-style:(\w+);src:url\(data:font\/ttf;base64,([^)]+)\)/g,
      ),
    ]
    const semibold = readTrueType(
      new Uint8Array(Buffer.from(faces.find(([, weight]) => weight === '600')![3]!, 'base64')),
    )
    const own = (letter: string) => semibold.glyphOf(letter.codePointAt(0)!)
    const title = [...'Étél’eau,«≤5−3»']
    expect(title.filter((letter) => own(letter) === 0)).toEqual([])
    expect(own('Z')).toBe(0)
    const { semibold: whole } = fonts.fonts
    expect(title.map((letter) => semibold.advanceOf(own(letter)))).toEqual(
      title.map((letter) => whole.advanceOf(whole.glyphOf(letter.codePointAt(0)!))),
    )
  })

  it('is as large as its paper, and higher where its notes have no room on it', async () => {
    const { root, size } = await write(JUDGED!, openJudged)
    expect(size.map(Math.round)).toEqual([420, 297])
    expect(root.getAttribute('width')).toBe('420mm')
    const layers = toSheetLayers(
      { layers: ['populated-places', 'rivers', 'climate-zones', 'land'].map((id) => ({ id })) },
      catalog,
    )
    const small = await write({ ...JUDGED!, paper: 'a5', layers }, openFrom(PUBLIC))
    expect(small.size[0]).toBeCloseTo(210, 3)
    expect(small.size[1]).toBeGreaterThan(148)
    const groups = Array.from(small.root.getElementsByTagName('g'))
    const names = groups.flatMap((group) => group.getAttribute('inkscape:label') ?? [])
    expect(names).toEqual(
      expect.arrayContaining(['Terres', 'Cours d’eau', 'Graticule de coordonnées']),
    )
    const ids = groups.flatMap((group) => group.getAttribute('id') || [])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('says to who hears it what its map shows', async () => {
    const { root } = await write(JUDGED!, openJudged)
    const labels = Array.from(root.getElementsByTagName('g')).flatMap(
      (group) => group.getAttribute('aria-label') || [],
    )
    expect(labels[0]).toMatch(/^Carte à l’échelle 1\/10\s000\s000/)
    expect(root.getElementsByTagName('title')[0]!.textContent).toBe(JUDGED!.title)
  })
})
