import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fullFileOf } from '../../src/catalog/layer-files.ts'
import type { Site } from '../../src/catalog/metadata/site.ts'
import type { ByteSource } from '../../src/formats/bytes/byte-source.ts'
import { ProblemError } from '../../src/model/problem.ts'
import type { Language, Localized } from '../../src/model/schema.ts'
import { checkRelease, openErrors } from '../../src/reviewing/release/check-release.ts'
import {
  changeLogPath,
  PACKAGE,
  toEntry,
  toSupplement,
} from '../../src/reviewing/release/package-files.ts'
import { type ReadPackage, readPackage } from '../../src/reviewing/release/read-package.ts'
import { readyFilesOf } from '../../src/reviewing/release/ready-files.ts'
import { checkRecords } from '../catalog/check-records.ts'
import { projects } from '../catalog/projects.ts'
import { toRecords } from '../catalog/records.ts'
import { enterEdition, readEditions } from '../downloads/editions.ts'
import { makeDownloads } from '../downloads/make-downloads.ts'
import { SHELF_LIST, type Shelved } from '../downloads/shelf.ts'
import { fileSource } from '../file-source.ts'
import { compressCopies } from '../host/compress-copies.ts'
import { checkLayer } from '../pipeline/check.ts'
import { readLayers, readPublished, readPublishedRows } from '../review/subject.ts'
import { fileNames, keepEdition, putEdition } from './editions-kept.ts'
import { readReleased, readReleasedRecords } from './released.ts'

export interface AddingOptions {
  /** The folder of the catalogue and of the layers' files. */
  readonly output: string
  readonly shelf: string
  readonly site: Site
  /** The day on which it is added, ISO 8601. */
  readonly today: string
  readonly report: (line: string) => void
}

/** As much as a package on disk may take of memory while it is read. */
const MAX_BYTES = 6_000_000_000

/**
 * Puts the layer of a release package into the Atlas as its new edition, once everything is checked again: every
 * byte, its approval, its embargo, its files, its record, and all rules of the Framework. The edition before is kept
 * with its ready-made files: its addresses stay. Gives the layer's id.
 *
 * @throws ProblemError where anything speaks against it; then nothing has been changed
 */
export async function addPackage(path: string, options: AddingOptions): Promise<string> {
  const { output, shelf, site, today, report } = options
  const given = await readPackage(await fileSource(path), { maxBytes: MAX_BYTES })
  const { manifest, record, approval } = given
  const { id, edition } = manifest
  refuseUnapproved(given, today)
  await refuseOldEdition(given, output)

  const staging = await mkdtemp(join(tmpdir(), 'atlas-adding-'))
  try {
    const entry = toEntry(record)
    for (const name of fileNames(entry)) {
      await writeSource(given.files.get(PACKAGE.layerFolder + name)!, join(staging, name))
    }
    const faults = [
      ...(await checkLayer(entry, staging)),
      ...checkRecords([record], projects).filter((fault) => fault.entry === id),
    ]
    if (faults.length > 0) {
      const said = faults.map(({ field, message }) => `${field}: ${message}`).join('\n')
      throw refused('package-faulty', `The catalogue cannot have the layer so:\n${said}`)
    }
    await refuseErrors(given, join(staging, fullFileOf(entry)!.path), output)
    report(`${id} ${edition}: every checksum, its record and all rules are well.`)

    const catalog = await readPublished(output)
    const before = catalog.catalog.find((layer) => layer.id === id)
    const released = (await readReleased(output)).get(id) ?? null
    if (before && fullFileOf(before)) {
      // Its files are made while its data are at hand, so that its addresses go on giving them.
      const { records } = toRecords([before], await readReleasedRecords(output))
      await makeDownloads(
        records.filter((each) => each.id === id),
        { layers: output, shelf, site, report, withArchive: false },
      )
      await keepEdition({ entry: before, released }, output, shelf)
    }
    const { remarks: _, ...said } = approval!
    await putOnShelf(given, shelf)
    await putEdition(
      { entry, released: { id, edition, approval: said, record: toSupplement(record) } },
      staging,
      output,
    )
    const changes = manifest.follows && (await readChanges(given))
    const { sha256 } = fullFileOf(entry)!
    await enterEdition(output, id, { edition, sha256, ...(changes && { changes }) })
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
  report(
    `${id} has the edition ${edition}, approved by ${approval!.initials} on ${approval!.date}. Build the site to publish it.`,
  )
  return id
}

const refused = (code: string, message: string) => new ProblemError({ code, message })

function refuseUnapproved(
  { manifest, approval, isApprovalLapsed }: ReadPackage,
  today: string,
): void {
  if (isApprovalLapsed) {
    throw refused(
      'package-lapsed',
      'The approval of this package is of other bytes: it has lapsed.',
    )
  }
  if (!approval) {
    throw refused(
      'package-unapproved',
      'Nobody has approved this package: approve it on the page for reviews, or by "npm run layers -- approve".',
    )
  }
  if (manifest.embargo !== null && manifest.embargo > today) {
    throw refused('package-embargo', `It may not be released before ${manifest.embargo}.`)
  }
}

/** An edition comes after all others of its layer, and was held to the one that it follows. */
async function refuseOldEdition({ manifest }: ReadPackage, output: string): Promise<void> {
  const { id, edition, follows } = manifest
  const listed = (await readEditions(output)).get(id) ?? []
  const later = listed.find((each) => each.edition >= edition)
  if (later) {
    throw refused(
      'edition-taken',
      `The layer ${id} has the edition ${later.edition} already: give the new one a later day and make the package anew.`,
    )
  }
  const { catalog } = await readPublished(output)
  const now = catalog.find((layer) => layer.id === id)
  const file = now && fullFileOf(now)
  if ((file?.sha256 ?? null) === (follows?.sha256 ?? null)) return
  throw refused(
    'package-stale',
    `The package was compared with another edition of ${id} than the one that is published now: make it anew.`,
  )
}

async function refuseErrors(
  { record, waivers }: ReadPackage,
  path: string,
  output: string,
): Promise<void> {
  const published = await readPublished(output)
  const before = published.catalog.find(({ id }) => id === record.id)
  const [layer] = await readLayers(path)
  const { verdict, broken } = await checkRelease(layer!, toEntry(record), {
    ...published,
    published: before ? await readPublishedRows(published, before) : null,
    year: new Date().getFullYear(),
  })
  if (broken.length > 0) {
    throw refused('release-broken-rules', `Rules broke off: ${broken.join(', ')}.`)
  }
  const errors = openErrors(verdict, waivers)
  if (errors.length === 0) return
  const codes = errors.map(({ code, field }) => (field ? `${code} (${field})` : code))
  throw refused(
    'release-errors',
    `The rules find errors that nobody has accepted: ${[...new Set(codes)].join(', ')}.`,
  )
}

const SLICE_BYTES = 1 << 24

async function writeSource(source: ByteSource, path: string): Promise<void> {
  await writeFile(path, '')
  for (let at = 0; at < source.size; at += SLICE_BYTES) {
    await writeFile(path, await source.read(at, Math.min(source.size, at + SLICE_BYTES)), {
      flag: 'a',
    })
  }
  source.release?.()
}

/** The package's ready-made files, where those of all editions are. */
async function putOnShelf(given: ReadPackage, shelf: string): Promise<void> {
  const { manifest, record, sha256 } = given
  const folder = join(shelf, manifest.id, manifest.edition)
  const unfinished = `${folder}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })
  const listed: Shelved['files'] = []
  for (const { source, ...file } of await readyFilesOf(given)) {
    await writeSource(source, join(unfinished, file.name))
    listed.push(file)
  }
  await compressCopies(unfinished)
  // Who wrote them is known of no package: they stay as they are, as those of older programs do.
  const shelved: Shelved = { source: fullFileOf(record)!.sha256, writers: sha256, files: listed }
  await writeFile(join(unfinished, SHELF_LIST), `${JSON.stringify(shelved, null, 1)}\n`)
  await rm(folder, { recursive: true, force: true })
  await rename(unfinished, folder)
}

const MOST_CHANGES_LETTERS = 1000

/** How many features the edition changed, added and removed, as its change log has it below its title. */
async function readChanges({ files }: ReadPackage): Promise<Localized | null> {
  const read = async (language: Language) => {
    const file = files.get(changeLogPath(language))
    if (!file) return ''
    const text = new TextDecoder().decode(await file.read(0, file.size))
    const changes = (text.split('\n\n')[1] ?? '').split('\n')[0]!.trim()
    const isLong = changes.length > MOST_CHANGES_LETTERS
    return isLong ? `${changes.slice(0, MOST_CHANGES_LETTERS)} …` : changes
  }
  const [en, fr, es] = await Promise.all([read('en'), read('fr'), read('es')])
  return en && fr && es ? { en, fr, es } : null
}
