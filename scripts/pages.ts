/**
 * Writes the catalogue into the built site: a page for every layer and project in each language, which
 * people without JavaScript and search engines read, and the metadata in every form. Links are
 * relative, so that it works under any path; `ATLAS_URL` is the absolute address for the forms that
 * need one (sitemap, feeds, metadata), by default that of `npm run serve`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { toBibtex, toCitationText, toCslItem, toRis } from '../src/catalog/metadata/citation.ts'
import { toDcat } from '../src/catalog/metadata/dcat.ts'
import { toAtomFeed, toSitemap } from '../src/catalog/metadata/feed.ts'
import { toFgdcText } from '../src/catalog/metadata/fgdc.ts'
import { toIso19139 } from '../src/catalog/metadata/iso19139.ts'
import {
  CATALOGUE_FILES,
  METADATA_FILES,
  type Site,
  toCataloguePath,
  toFeedPath,
  toLayerPath,
  toProjectPath,
  toProjectsPath,
} from '../src/catalog/metadata/site.ts'
import { toStacCatalog, toStacCollection } from '../src/catalog/metadata/stac.ts'
import { toCatalogueCsv } from '../src/catalog/metadata/table.ts'
import { parseCatalog } from '../src/catalog/parse-catalog.ts'
import { LANGUAGES } from '../src/geo/layer-schema.ts'
import { projects } from './catalog/projects.ts'
import { toRecords } from './catalog/records.ts'
import { toCataloguePage, toLayerPage, toProjectPage, toProjectsPage } from './pages/pages.ts'
import { PAGE_STYLE } from './pages/style.ts'

const ROOT = resolve(import.meta.dirname, '..')
const OUTPUT = join(ROOT, 'dist')
const site: Site = { url: new URL(process.env.ATLAS_URL ?? 'http://localhost:4173/').href }

let written = 0
function write(path: string, text: string | undefined): void {
  if (text === undefined) return
  const file = join(OUTPUT, path.endsWith('/') ? `${path}index.html` : path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  written += 1
}
const toJson = (value: unknown): string | undefined =>
  value === undefined ? undefined : `${JSON.stringify(value, null, 1)}\n`

const catalog = parseCatalog(
  JSON.parse(readFileSync(join(ROOT, 'public/layers/catalog.json'), 'utf8')),
)
const { records, faults } = toRecords(catalog.layers)
for (const { entry, field, message } of [...catalog.faults, ...faults]) {
  console.warn([entry, field, message].filter(Boolean).join(': '))
}

write('pages.css', PAGE_STYLE)
for (const language of LANGUAGES) {
  write(toCataloguePath(language), toCataloguePage(records, language))
  write(toProjectsPath(language), toProjectsPage(projects, language))
  write(toFeedPath(language), toAtomFeed(records, language, site))
  for (const record of records) {
    write(toLayerPath(record.id, language), toLayerPage(record, projects, language, site))
  }
  for (const project of projects) {
    write(toProjectPath(project.no, language), toProjectPage(project, records, language))
  }
}
for (const record of records) {
  const at = (name: string) => toLayerPath(record.id, 'en') + name
  write(at(METADATA_FILES.iso), toIso19139(record, site))
  write(at(METADATA_FILES.fgdc), toFgdcText(record, site))
  write(at(METADATA_FILES.stac), toJson(toStacCollection(record, site)))
  write(at(METADATA_FILES.bibtex), toBibtex(record, site))
  write(at(METADATA_FILES.ris), toRis(record, site))
  write(at(METADATA_FILES.csl), toJson(toCslItem(record, site) && [toCslItem(record, site)]))
  write(at(METADATA_FILES.json), toJson({ ...record, citation: toCitationText(record, site) }))
}
write(CATALOGUE_FILES.csv, toCatalogueCsv(records, site))
write(CATALOGUE_FILES.json, toJson({ layers: records, projects }))
write(CATALOGUE_FILES.dcat, toJson(toDcat(records, site)))
write(CATALOGUE_FILES.stac, toJson(toStacCatalog(records, site)))
write(CATALOGUE_FILES.sitemap, toSitemap(records, projects, site))
console.log(`Wrote ${written} pages and metadata files for ${site.url}.`)
