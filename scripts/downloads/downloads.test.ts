import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isData, type PublishedEdition } from '../../src/catalog/downloads.ts'
import { fullFileOf } from '../../src/catalog/layer-files.ts'
import { parseCatalog } from '../../src/catalog/parse-catalog.ts'
import { readFiles } from '../../src/formats/registry/read-files.ts'
import { toRecords } from '../catalog/records.ts'
import { fileSources } from '../file-source.ts'
import { JUDGED_LAYERS, type JudgedDownload, judgeDownload } from '../judge-downloads.ts'
import { hasGdal } from '../judge-exports.ts'
import { sha256Hex } from '../pipeline/integrity.ts'
import { checkEditions, readEditions, recordEditions } from './editions.ts'
import { makeDownloads } from './make-downloads.ts'
import { putIntoSite, readArchives, readPublishedEditions } from './shelf.ts'

const layersFolder = resolve(import.meta.dirname, '../../public/layers')
const { layers } = parseCatalog(
  JSON.parse(readFileSync(join(layersFolder, 'catalog.json'), 'utf8')),
)
const records = toRecords(layers).records.filter(({ id }) => JUDGED_LAYERS.includes(id))
const judged: Readonly<Record<string, Readonly<Record<string, JudgedDownload>>>> = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../tests/fixtures/downloads.gdal.json'), 'utf8'),
)

const shelf = mkdtempSync(join(tmpdir(), 'atlas-shelf-'))
const lines: string[] = []
const make = (made = records, replace = false) =>
  makeDownloads(made, {
    layers: layersFolder,
    shelf,
    site: { url: 'https://example.org/atlas/' },
    replace,
    report: (line) => lines.push(line),
  })
const onShelf = (path: string) => join(shelf, path.replace(/^layers\//, ''))

let published: { id: string; newest: PublishedEdition }[] = []
beforeAll(async () => {
  await make()
  const editions = await readEditions(layersFolder)
  published = records.map(({ id }) => {
    const [newest] = readPublishedEditions(shelf, id, editions.get(id)!)
    return { id, newest: newest! }
  })
}, 120_000)
afterAll(() => rmSync(shelf, { recursive: true }))

describe('ready-made downloads', () => {
  it('are there in five formats at the address of their edition, with size and checksum', () => {
    for (const { id, newest } of published) {
      const { modified } = records.find((record) => record.id === id)!
      expect(newest.downloads.map(({ path }) => path)).toEqual(
        ['gpkg', 'zip', 'kmz', 'geojson', 'csv', 'csv-metadata.json'].map(
          (ending) => `layers/${id}/${modified}/${id}.${ending}`,
        ),
      )
      for (const { path, bytes, sha256 } of newest.downloads) {
        const content = readFileSync(onShelf(path))
        expect([content.length, sha256Hex(content)]).toEqual([bytes, sha256])
      }
    }
  })

  it('hold what GDAL found in them: every feature, the same extent', async () => {
    for (const { id, newest } of published) {
      const record = records.find((candidate) => candidate.id === id)!
      for (const download of newest.downloads.filter(isData)) {
        const { features, error, extent } = judged[id]![download.format]!
        expect([error, features], download.path).toEqual([null, fullFileOf(record)!.featureCount])
        const result = await readFiles(await fileSources(onShelf(download.path)))
        if (!result.ok) throw new Error(result.problem.message)
        const [layer] = result.layers
        expect(layer!.schema.featureCount).toBe(features)
        for (const [i, degrees] of extent.entries()) {
          expect(layer!.schema.bbox![i]).toBeCloseTo(degrees, 2)
        }
      }
    }
  })

  it('are read by GDAL as they were when its answers were kept', async ({ skip }) => {
    if (!(await hasGdal())) return skip('GDAL is not here')
    for (const { id, newest } of published) {
      for (const download of newest.downloads.filter(isData)) {
        expect(await judgeDownload(onShelf(download.path), download), download.path).toEqual(
          judged[id]![download.format],
        )
      }
    }
  })

  it('are not made again, and give the same bytes where they are', async () => {
    const paths = published.flatMap(({ newest }) => newest.downloads.map(({ path }) => path))
    const before = paths.map((path) => sha256Hex(readFileSync(onShelf(path))))
    lines.length = 0
    await make()
    expect(lines).toEqual([`2 layers have their files in ${shelf}.`])
    const { path } = published[0]!.newest.downloads[0]!
    rmSync(join(onShelf(path), '..'), { recursive: true })
    await make()
    expect(paths.map((other) => sha256Hex(readFileSync(onShelf(other))))).toEqual(before)
  })

  it('come in one archive, with their checksums, licences and citations', () => {
    const [archive] = readArchives(shelf)
    const entries = unzipSync(readFileSync(onShelf(archive!.path)))
    expect(Object.keys(entries).toSorted()).toEqual(
      ['README.txt', 'SHA256SUMS', ...records.map(({ id }) => `${id}.gpkg`)].toSorted(),
    )
    const sums = new TextDecoder().decode(entries.SHA256SUMS)
    for (const { id } of records)
      expect(sums).toContain(`${sha256Hex(entries[`${id}.gpkg`]!)}  ${id}.gpkg`)
    expect(new TextDecoder().decode(entries['README.txt'])).toContain(
      'https://example.org/atlas/layers/ports/',
    )
  })

  it('of an edition that was made of other data are left alone, and it is said what to do', async () => {
    const changed = records.map((record) => ({
      ...record,
      files: record.files.map((file) => ({ ...file, sha256: 'f'.repeat(64) })),
    }))
    await expect(make(changed)).rejects.toThrow('set "modified" in the recipes')
  })

  it('stay where they are when a new edition comes; those of a withdrawn one are taken away', async () => {
    const { id, newest } = published[0]!
    const listed = (await readEditions(layersFolder)).get(id)!
    const newer = { edition: '2027-05-01', sha256: '0'.repeat(64) }
    const [next, before] = readPublishedEditions(shelf, id, [newer, ...listed])
    expect(next!.downloads).toEqual([])
    expect(before!.downloads).toEqual(newest.downloads)
    const withdrawn = { en: 'Wrong.', fr: 'Fausse.', es: 'Errónea.' }
    const [gone] = readPublishedEditions(shelf, id, [{ ...listed[0]!, withdrawn }])
    expect(gone).toMatchObject({ withdrawn, downloads: [] })
    const site = join(shelf, 'site')
    await putIntoSite(shelf, newest.downloads, site)
    for (const { path } of newest.downloads) expect(existsSync(join(site, path))).toBe(true)
  })
})

describe('the list of editions', () => {
  it('gets one of each day of change, keeps those of before, and is held to the layers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'atlas-editions-'))
    try {
      const layer = layers.find(({ id }) => id === 'ports')!
      await recordEditions([layer], folder)
      await recordEditions([layer], folder)
      const changed = {
        ...layer,
        modified: '2027-05-01',
        files: layer.files.map((file) => ({ ...file, sha256: '1'.repeat(64) })),
      }
      expect((await checkEditions([changed], folder))[0]?.message).toContain('as it is')
      await recordEditions([changed], folder)
      expect((await readEditions(folder)).get('ports')!.map(({ edition }) => edition)).toEqual([
        '2027-05-01',
        layer.modified,
      ])
      expect(await checkEditions([changed], folder)).toEqual([])
      expect((await checkEditions([], folder))[0]?.message).toContain('withdrawn')
      writeFileSync(join(folder, 'editions.json'), '{"layers": 1}')
      await expect(readEditions(folder)).rejects.toThrow()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
