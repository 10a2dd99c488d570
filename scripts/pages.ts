/**
 * Writes the catalogue into the built site: a page for every layer and project in each language, which
 * people without JavaScript and search engines read, pictures of the layers, and the metadata in every
 * form. Links are relative, so that it works under any path; `ATLAS_URL` is the absolute address for
 * the forms that need one (sitemap, feeds, metadata), by default that of `npm run serve`. The files that
 * `npm run downloads` made are put in, too.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { transformWithOxc } from 'vite'
import { LAYERS_FOLDER, toPicturePath } from '../src/catalog/metadata/site.ts'
import { parseCatalog } from '../src/catalog/parse-catalog.ts'
import { hasPictures, PICTURE_KINDS, toPictureLanguage } from '../src/catalog/pictures.ts'
import { layersOfSubject, toSubjectPicturePath } from '../src/catalog/subject.ts'
import { STEP_PICTURE, toStepPicturePath } from '../src/catalog/tour.ts'
import {
  PAGE_FILES,
  type Page,
  toAddressLinks,
  toSitePicture,
  toSocialMeta,
} from '../src/pages/html.ts'
import { createLayerPictures } from '../src/pictures/layer-pictures.ts'
import { EMBED_FILE } from '../src/state/embedding.ts'
import { LANGUAGES } from '../src/words/languages.ts'
import { wordsOf } from '../src/words/words.ts'
import { projects } from './catalog/projects.ts'
import { toRecords } from './catalog/records.ts'
import { readSubjects } from './catalog/subjects.ts'
import { readTours } from './catalog/tours.ts'
import { readEditions } from './downloads/editions.ts'
import { putIntoSite, readArchives, readPublishedEditions } from './downloads/shelf.ts'
import { toEmbedPage } from './pages/embed-page.ts'
import { toFontFaces } from './pages/font-faces.ts'
import { layerReader } from './pages/picture/read-layer.ts'
import { createRasteriser } from './pages/picture/to-png.ts'
import { drawView } from './pages/picture/view-picture.ts'
import { toSiteFiles } from './pages/site-files.ts'
import { readReleasedRecords } from './release/released.ts'
import { openFrom } from './sheets/open-layers.ts'
import { shelfFolder, siteOfBuild } from './site-of-build.ts'

const ROOT = resolve(import.meta.dirname, '..')
const LAYERS = join(ROOT, 'public', LAYERS_FOLDER)
const OUTPUT = join(ROOT, 'dist')
const site = siteOfBuild()

let written = 0
function write(path: string, text: string | Uint8Array): void {
  const file = join(OUTPUT, path.endsWith('/') ? `${path}index.html` : path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  written += 1
}

const catalogFile: unknown = JSON.parse(readFileSync(join(LAYERS, 'catalog.json'), 'utf8'))
const { layers, faults } = parseCatalog(catalogFile)
const catalogue = toRecords(layers, await readReleasedRecords(LAYERS))
for (const { entry, field, message } of [...faults, ...catalogue.faults]) {
  console.warn([entry, field, message].filter(Boolean).join(': '))
}

// What was made ready of the layers' files goes into the site; the pages list only that.
const shelf = shelfFolder()
const editions = new Map(
  [...(await readEditions(LAYERS))].map(([id, listed]) => [
    id,
    readPublishedEditions(shelf, id, listed),
  ]),
)
const archives = readArchives(shelf)
const downloads = [
  ...[...editions.values()].flat().flatMap((edition) => edition.downloads),
  ...archives,
]
await putIntoSite(shelf, downloads, OUTPUT)
const records = catalogue.records.map((record) => ({
  ...record,
  downloads: editions.get(record.id)?.find(({ withdrawn }) => !withdrawn)?.downloads ?? [],
}))

const subjects = readSubjects(join(ROOT, 'public'))
const tours = readTours(join(ROOT, 'public'))
for (const [path, text] of toSiteFiles(records, projects, subjects, tours, site, {
  editions,
  archive: archives[0],
})) {
  write(path, text)
}

const pictures = createLayerPictures(layers, layerReader(LAYERS))
const toPng = await createRasteriser()
for (const layer of layers.filter(hasPictures)) {
  for (const language of new Set(LANGUAGES.map((spoken) => toPictureLanguage(layer, spoken)))) {
    for (const kind of PICTURE_KINDS) {
      const svg = pictures.draw(layer, kind, language)
      write(toPicturePath(layer, kind, language), kind === 'social' ? toPng(svg) : svg)
    }
  }
}

for (const subject of subjects) {
  write(toSubjectPicturePath(subject.id), pictures.drawMap(layersOfSubject(subject)))
}

const openFile = openFrom(join(ROOT, 'public'))
for (const { id, steps } of tours) {
  for (const [index, { map }] of steps.entries()) {
    const svg = await drawView(map, layers, openFile, STEP_PICTURE)
    write(toStepPicturePath(id, index + 1), toPng(svg))
  }
}

// The catalogue is read before the first map: for people to read, it lies in the sources.
write(join(LAYERS_FOLDER, 'catalog.json'), JSON.stringify(catalogFile))

// The map itself is shared most of all: its page gets what the others have.
const INDEX = 'index.html'
const index = readFileSync(join(OUTPUT, INDEX), 'utf8')
write(EMBED_FILE, toEmbedPage(index))
const home: Omit<Page, 'body'> = {
  site,
  language: 'en',
  title: wordsOf('vocabulary', 'en').atlas,
  description: wordsOf('vocabulary', 'en').atlasDescription,
  toPath: (language) => (language === 'en' ? '' : `?lang=${language}`),
  picture: toSitePicture(catalogue.records),
}
if (!index.includes('og:title')) {
  const meta = `${toSocialMeta(home)}\n${toAddressLinks(home)}`
  write(INDEX, index.replace('</head>', `${meta}\n</head>`))
}

/** A source of the pages that the browser loads. */
const readSource = (path: string) => readFileSync(join(import.meta.dirname, 'pages', path), 'utf8')
/** A program of the pages, which imports nothing, as browsers run it. */
const readProgram = async (path: string) => (await transformWithOxc(readSource(path), path)).code
const fontFaces = toFontFaces(readdirSync(join(OUTPUT, 'assets')))
write(PAGE_FILES.style, fontFaces + readSource('style.css'))
write(PAGE_FILES.script, await readProgram('browser/copy-buttons.ts'))
write(PAGE_FILES.withdrawn, await readProgram('browser/withdrawn.ts'))

console.log(
  `Wrote ${written} pages, pictures and metadata files for ${site.url}, with ${downloads.length} ready-made files.`,
)
