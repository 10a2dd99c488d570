import { describe, expect, it } from 'vitest'
import { type ByteSource, bytesSource } from '../bytes/byte-source.ts'
import type { Progress } from '../contract/read-context.ts'
import { readFiles } from '../registry/read-files.ts'

const COUNT = 20_000

/** Places, of which the last has its name in the bytes that are given, after megabytes that are ASCII. */
function places(name: readonly number[], between = ''): Uint8Array {
  const place = (text: string) =>
    `<Placemark><name>${text}</name><Point><coordinates>-99,19</coordinates></Point></Placemark>`
  const [before = '', after = ''] = place('|').split('|')
  const bytes = new TextEncoder()
  return Uint8Array.from([
    ...bytes.encode(`<kml><Document><Placemark/>${place('Lake').repeat(COUNT)}${between}${before}`),
    ...name,
    ...bytes.encode(`${after}</Document></kml>`),
  ])
}

async function readPlaces(bytes: Uint8Array) {
  let bytesGiven = 0
  const whole = bytesSource(bytes, 'places.kml')
  const source: ByteSource = {
    name: whole.name,
    size: whole.size,
    read: async (start, end) => {
      bytesGiven += Math.min(end, whole.size) - start
      return whole.read(start, end)
    },
  }
  let last: Progress | null = null
  const result = await readFiles([source], { onProgress: (progress) => (last = progress) })
  return { result, passes: bytesGiven / whole.size, last: last as Progress | null }
}

const UTF8 = [...new TextEncoder().encode('Montréal')]
const WINDOWS_1252 = [...'Montréal'].map((letter) => letter.charCodeAt(0))

describe('a file of XML', () => {
  it('is gone through once where it is the UTF-8 that it is taken for', async () => {
    const { result, passes } = await readPlaces(places(UTF8))
    expect(result.ok && result.layers[0]?.features.length).toBe(COUNT + 2)
    expect(passes).toBeLessThan(1.1)
  })

  it('is begun again where it turns out late that it is not, and nothing is counted or told twice', async () => {
    const { result, last } = await readPlaces(places(WINDOWS_1252))
    if (!result.ok) throw new Error(result.problem.message)
    const [layer] = result.layers
    expect(layer?.encoding?.name).toBe('windows-1252')
    expect(layer?.features.length).toBe(COUNT + 2)
    expect([...layer!.features].at(-1)?.properties.name).toBe('Montréal')
    expect(layer?.warnings.filter(({ code }) => code === 'encoding-contradicted')).toHaveLength(1)
    for (const { count } of layer!.warnings) expect(count).toBe(1)
    expect(last?.features).toBeLessThanOrEqual(COUNT + 2)
  })

  it('is refused for what is wrong with it, whatever encoding shows after that', async () => {
    const entities = '<!DOCTYPE kml [<!ENTITY a "b">]>'
    for (const name of [UTF8, WINDOWS_1252]) {
      const { result } = await readPlaces(places(name, entities))
      expect(result).toMatchObject({ ok: false, problem: { code: 'xml-entities' } })
    }
  })
})
