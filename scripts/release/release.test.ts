import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toEditionPath } from '../../src/catalog/downloads.ts'
import { fullFileOf } from '../../src/catalog/layer-files.ts'
import { toNews } from '../../src/catalog/news.ts'
import type { CatalogLayer } from '../../src/catalog/schema.ts'
import { bytesSource } from '../../src/formats/bytes/byte-source.ts'
import { FlatGeobufFile } from '../../src/formats/flatgeobuf/read.ts'
import { approvePackage } from '../../src/reviewing/release/approve-package.ts'
import { manifestSchema } from '../../src/reviewing/release/package-files.ts'
import { previewListSchema } from '../../src/reviewing/release/preview-list.ts'
import { readPackage } from '../../src/reviewing/release/read-package.ts'
import { LANGUAGES } from '../../src/words/languages.ts'
import { textIn } from '../../src/words/text-in.ts'
import { toRecords } from '../catalog/records.ts'
import { writeLanguageCatalogs } from '../catalog/write-language-catalogs.ts'
import { readEditions, recordEditions } from '../downloads/editions.ts'
import { readPublishedEditions } from '../downloads/shelf.ts'
import { fileSource } from '../file-source.ts'
import { toSiteFiles } from '../pages/site-files.ts'
import { readCatalogLayers, writeCatalogLayers } from '../pipeline/build.ts'
import { checkLayer } from '../pipeline/check.ts'
import { sha256Hex } from '../pipeline/integrity.ts'
import { describeDifference } from '../review/diff.ts'
import { review } from '../review.ts'
import { addPackage } from './add-package.ts'
import { fileNames } from './editions-kept.ts'
import { fileStore } from './file-store.ts'
import { addPreview, removePreview } from './preview.ts'
import { readReleased, readReleasedRecords } from './released.ts'
import { withdrawEdition } from './withdraw.ts'

/** A layer, and what its review reads beside it. */
const LAYER = 'ports'
const NEEDED = [LAYER, 'states-provinces', 'land', 'context-land']
const PUBLIC = resolve(import.meta.dirname, '../../public/layers')

const folder = mkdtempSync(join(tmpdir(), 'atlas-release-test-'))
const output = join(folder, 'layers')
const shelf = join(folder, 'shelf')
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true }))

const said: string[] = []
const silent = { print: () => {}, report: (line: string) => said.push(line) }
const EDITION = '2099-01-15'
const make = (path: string, more: readonly string[] = []) =>
  review(
    [at('ports.geojson'), '--theme', LAYER, '--against', LAYER, '--layers', output, '--edition', EDITION, '--package', path, ...more], // biome-ignore format: one line
    silent,
  )
const add = (path: string, today = '2099-01-15') =>
  addPackage(path, {
    output,
    shelf,
    site: { url: 'https://example.org/atlas/' },
    today,
    report: (line) => said.push(line),
  })
async function describeToReaders() {
  const layers = await readCatalogLayers(output)
  await writeLanguageCatalogs(layers, output)
  await recordEditions(layers, output)
}
const current = async () => (await readCatalogLayers(output)).find(({ id }) => id === LAYER)!
const approve = async (path: string) =>
  approvePackage(await fileSource(path), fileStore(path), {
    initials: 'AB',
    date: '2099-01-14',
    remarks: 'Compared with the list of the agency.',
  })

let before: CatalogLayer
let kept: string

beforeAll(async () => {
  const { mkdirSync } = await import('node:fs')
  mkdirSync(output)
  const layers = (await readCatalogLayers(PUBLIC)).filter(({ id }) => NEEDED.includes(id))
  for (const layer of layers) {
    for (const name of fileNames(layer)) copyFileSync(join(PUBLIC, name), join(output, name))
  }
  await writeCatalogLayers(layers, output)
  await describeToReaders()
  before = await current()
  const path = join(output, fullFileOf(before)!.path)
  const [first, second, , ...others] = [...new FlatGeobufFile(readFileSync(path)).features()].map(
    ({ geometry, properties }) => ({ type: 'Feature', geometry, properties }),
  )
  const renamed = { ...first!, properties: { ...first!.properties, name: 'Harbour of Tests' } }
  const features = [renamed, second, ...others]
  writeFileSync(at('ports.geojson'), JSON.stringify({ type: 'FeatureCollection', features }))
  kept = sha256Hex(readFileSync(path))
}, 60_000)

describe('a release package', () => {
  it('holds all that a release takes, every file under its checksum, and the same order gives the same bytes', async () => {
    expect(await make(at('a.zip')), said.join('\n')).toBe(0)
    const first = readFileSync(at('a.zip'))
    await make(at('a.zip'))
    expect(readFileSync(at('a.zip')).equals(first)).toBe(true)
    const files = unzipSync(readFileSync(at('a.zip')))
    const text = (path: string) => new TextDecoder().decode(files[path])
    const sums = text('SHA256SUMS').trimEnd().split('\n')
    expect(sums.map((line) => line.slice(66)).toSorted()).toEqual(
      Object.keys(files).filter((path) => path !== 'SHA256SUMS').toSorted(), // biome-ignore format: one line
    )
    for (const line of sums) expect(sha256Hex(files[line.slice(66)]!)).toBe(line.slice(0, 64))
    for (const ending of ['gpkg', 'zip', 'kmz', 'geojson', 'csv', 'csv-metadata.json']) {
      expect(files[`downloads/ports.${ending}`]!.length, ending).toBeGreaterThan(1000)
    }
    expect(text('thumbnail.svg')).toContain('<svg')
    expect(text('metadata/iso19139.xml')).toContain('<gmd:MD_Metadata')
    expect(text('metadata/fgdc.txt')).toContain('Identification_Information')
    expect(text('changes/changes.fr.txt')).toContain(
      'modifiées 1, déplacées 0, ajoutées 0, supprimées 1',
    )
    expect(text('changes/changes.csv')).toContain('Harbour of Tests')
    expect(manifestSchema.parse(JSON.parse(text('release.json')))).toMatchObject({
      id: LAYER,
      edition: EDITION,
      follows: { sha256: kept },
      source: { name: 'ports.geojson', sha256: sha256Hex(readFileSync(at('ports.geojson'))) },
    })
  }, 120_000)

  it('is refused with a byte changed, with a file more, and where it is no package', async () => {
    const files = unzipSync(readFileSync(at('a.zip')))
    const read = (content: Record<string, Uint8Array>) =>
      readPackage(bytesSource(zipSync(content), 'package.zip'))
    const record = files['record.json']!
    const other = record.with(record.length - 10, record[record.length - 10]! ^ 1)
    const caught = (content: Record<string, Uint8Array>) =>
      read(content).then(
        () => 'taken',
        (error) => error.problem.code,
      )
    expect(await caught(files)).toBe('taken')
    expect(await caught({ ...files, 'record.json': other })).toBe('package-changed')
    expect(await caught({ ...files, 'more.txt': record })).toBe('package-invalid')
    expect(await caught({ 'a.txt': record })).toBe('package-invalid')
  })

  it('is told what it would change', async () => {
    const lines = await describeDifference(output, LAYER, at('a.zip'))
    expect(lines[0]).toContain('changed 1, moved 0, added 0, removed 1')
  })

  it('says what its description lacks, and is not made with an error that nobody has accepted', async () => {
    writeFileSync(
      at('entry.json'),
      JSON.stringify({ title: { en: 'Ports', fr: '', es: 'Puertos' } }),
    )
    said.length = 0
    expect(await make(at('b.zip'), ['--entry', at('entry.json')])).toBe(2)
    expect(said.join()).toContain('title.fr')
    writeFileSync(at('entry.json'), JSON.stringify({ title: { en: 'Seagrasses', fr: 'Herbiers marins', es: 'Pastos marinos' } })) // biome-ignore format: one line
    said.length = 0
    expect(await make(at('b.zip'), ['--entry', at('entry.json')])).toBe(2)
    expect(said.join()).toContain('metadata-other-layer')
  })
})

describe('a package that waits for its release', () => {
  it('is listed with its layer and edition, an earlier one of the layer gives way, and it can be taken away', async () => {
    const previews = at('preview')
    expect(await addPreview(at('a.zip'), previews)).toBe('?preview=preview/ports.release.zip')
    await addPreview(at('a.zip'), previews)
    const list = () => previewListSchema.parse(JSON.parse(readFileSync(join(previews, 'index.json'), 'utf8'))) // biome-ignore format: one line
    expect(list().packages).toEqual([
      { id: LAYER, title: before.title, edition: EDITION, path: 'ports.release.zip' },
    ])
    expect(readFileSync(join(previews, 'ports.release.zip')).equals(readFileSync(at('a.zip')))).toBe(true) // biome-ignore format: one line
    await removePreview(LAYER, previews)
    expect(list().packages).toEqual([])
  })
})

describe('a layer that comes as a package', () => {
  it('needs an approval of exactly these bytes, on a day when it may be released', async () => {
    await expect(add(at('a.zip'))).rejects.toThrow('Nobody has approved')
    await make(at('held.zip'), ['--embargo', '2099-03-01'])
    await approve(at('held.zip'))
    await expect(add(at('held.zip'))).rejects.toThrow('before 2099-03-01')
    const approval = unzipSync(readFileSync(at('held.zip')))['approval.json']!
    const files = unzipSync(readFileSync(at('a.zip')))
    writeFileSync(at('lapsed.zip'), zipSync({ ...files, 'approval.json': approval }))
    await expect(add(at('lapsed.zip'))).rejects.toThrow('lapsed')
    expect(await current()).toEqual(before)
  }, 60_000)

  it('is the new edition of its layer, while that of before keeps its address and its files', async () => {
    await approve(at('a.zip'))
    await expect(approve(at('a.zip'))).rejects.toThrow('already')
    await add(at('a.zip'))
    await describeToReaders()
    const now = await current()
    expect(now.modified).toBe(EDITION)
    expect(now.provenance!.sources[0]).toMatchObject({ kind: 'file', name: 'ports.geojson' })
    expect(await checkLayer(now, output)).toEqual([])
    expect((await readReleased(output)).get(LAYER)!.approval.initials).toBe('AB')
    const listed = (await readEditions(output)).get(LAYER)!
    expect(listed.map(({ edition }) => edition)).toEqual([EDITION, before.modified])
    // What is new says what the edition changes, in every language; the list keeps it when it is written again.
    const changes = {
      en: expect.stringContaining('removed 1'),
      fr: expect.stringContaining('supprimées 1'),
      es: expect.stringMatching(/1/),
    }
    expect(listed[0]!.changes).toEqual(changes)
    expect(listed[1]!.changes).toBeUndefined()
    const news = toNews(new Map([[LAYER, readPublishedEditions(shelf, LAYER, listed)]]))
    expect(news[0]!.items[0]).toMatchObject({ kind: 'edition', changes })
    const [newest, older] = readPublishedEditions(shelf, LAYER, listed)
    expect(newest!.downloads).toHaveLength(6)
    expect(older!.downloads).toHaveLength(6)
    await expect(add(at('a.zip'))).rejects.toThrow('already')
  }, 60_000)

  it('is withdrawn by name: the edition before is offered again, and its address says why', async () => {
    const reason = { en: 'Wrong places.', fr: 'Mauvais emplacements.', es: 'Lugares erróneos.' }
    await withdrawEdition(LAYER, { output, shelf, reason, report: (line) => said.push(line) })
    await describeToReaders()
    expect(await current()).toEqual(before)
    expect(sha256Hex(readFileSync(join(output, fullFileOf(before)!.path)))).toBe(kept)
    expect((await readReleased(output)).size).toBe(0)
    const [withdrawn, offered] = (await readEditions(output)).get(LAYER)!
    expect(withdrawn).toMatchObject({ edition: EDITION, withdrawn: reason })
    expect(offered).toEqual({ edition: before.modified, sha256: kept })
    await expect(
      withdrawEdition(LAYER, { output, shelf, edition: '1999-01-01', reason, report: () => {} }),
    ).rejects.toThrow('no edition 1999-01-01')
  })

  it('has a page at the address of each edition, also of one between others that was withdrawn, which leads to the newest', async () => {
    const [older, newest] = ['2099-02-01', '2099-03-01']
    for (const edition of [older, newest]) {
      const path = at(`${edition}.zip`)
      expect(await make(path, ['--edition', edition])).toBe(0)
      await approve(path)
      expect((await describeDifference(output, LAYER, path))[0]).toContain('added 0')
      await add(path, newest)
      await describeToReaders()
    }
    const reason = { en: 'A port too few.', fr: 'Il manque un port.', es: 'Falta un puerto.' }
    await withdrawEdition(LAYER, { output, shelf, edition: older, reason, report: () => {} })
    await describeToReaders()
    expect((await current()).modified).toBe(newest)
    await expect(add(at(`${older}.zip`), newest)).rejects.toThrow()

    const site = { url: 'https://example.org/atlas/' }
    const { records } = toRecords(
      await readCatalogLayers(output),
      await readReleasedRecords(output),
    )
    const listed = (await readEditions(output)).get(LAYER)!
    expect(listed.map(({ edition }) => edition)).toEqual([newest, older, EDITION, before.modified])
    const editions = new Map([[LAYER, readPublishedEditions(shelf, LAYER, listed)]])
    const pages = new Map(toSiteFiles(records, [], [], [], site, { editions }))
    for (const language of LANGUAGES) {
      const page = pages.get(toEditionPath(LAYER, older, language))!
      expect(page).toContain(textIn(reason, language))
      expect(page).not.toContain('.gpkg')
      expect(page).toMatch(
        /class="button" href="[^"]*layers\/ports\/">[^/]*<time datetime="2099-03-01">/,
      )
      expect(pages.get(toEditionPath(LAYER, newest, language))).toContain('.gpkg')
      expect(pages.has(toEditionPath(LAYER, before.modified!, language))).toBe(true)
    }
  }, 120_000)
})
