import {
  type ArchiveDownload,
  DOWNLOAD_LIST_FILE,
  type DownloadList,
  type PublishedEdition,
  toEditionPath,
} from '../../src/catalog/downloads.ts'
import { toDcat } from '../../src/catalog/metadata/dcat.ts'
import { toAtomFeed, toRobots, toSitemap } from '../../src/catalog/metadata/feed.ts'
import {
  CATALOGUE_FILES,
  LAYERS_FOLDER,
  type Site,
  toCataloguePath,
  toFeedPath,
  toLayerPath,
  toProjectPath,
  toProjectsPath,
  toReviewPath,
} from '../../src/catalog/metadata/site.ts'
import { toStacCatalog } from '../../src/catalog/metadata/stac.ts'
import { toCatalogueCsv } from '../../src/catalog/metadata/table.ts'
import { toNews, toNewsPath } from '../../src/catalog/news.ts'
import type { Project } from '../../src/catalog/project.ts'
import type { LayerRecord } from '../../src/catalog/record.ts'
import { type Subject, toHomePath } from '../../src/catalog/subject.ts'
import { type Tour, toTourPath, toToursPath } from '../../src/catalog/tour.ts'
import { toLayerPage } from '../../src/pages/layer-page.ts'
import { type SiteFile, toJson, toMetadataFiles } from '../../src/pages/metadata-files.ts'
import { LANGUAGES } from '../../src/words/languages.ts'
import { toEditionPage } from './edition-page.ts'
import { toHomePage } from './home-page.ts'
import { toCataloguePage, toProjectsPage } from './list-pages.ts'
import { toNewsPage } from './news-page.ts'
import { NOT_FOUND_FILE, toNotFoundPage } from './not-found-page.ts'
import { toProjectPage } from './project-page.ts'
import { toReviewPage } from './review-page.ts'
import { toTourPage, toToursPage } from './tour-pages.ts'

/** What the site has of ready-made files besides those that the records name. */
export interface SiteShelf {
  /** The editions of each layer by its id, the newest first. */
  readonly editions: ReadonlyMap<string, readonly PublishedEdition[]>
  readonly archive?: ArchiveDownload | undefined
}

const NOTHING_READY: SiteShelf = { editions: new Map() }

/** Every page in every language, and the metadata of the layers and of the whole catalogue. */
export function* toSiteFiles(
  records: readonly LayerRecord[],
  projects: readonly Project[],
  subjects: readonly Subject[],
  tours: readonly Tour[],
  site: Site,
  { editions, archive }: SiteShelf = NOTHING_READY,
): Generator<SiteFile> {
  const news = toNews(editions)
  for (const language of LANGUAGES) {
    yield [toHomePath(language), toHomePage(subjects, tours, records, language, site)]
    yield [toToursPath(language), toToursPage(tours, records, language, site)]
    for (const tour of tours) {
      yield [toTourPath(tour.id, language), toTourPage(tour, records, language, site)]
    }
    yield [toNewsPath(language), toNewsPage(news, records, language, site)]
    yield [toCataloguePath(language), toCataloguePage(records, language, site, archive)]
    yield [toProjectsPath(language), toProjectsPage(projects, records, language, site)]
    yield [toReviewPath(language), toReviewPage(records, language, site)]
    yield [toFeedPath(language), toAtomFeed(records, language, site)]
    for (const record of records) {
      yield [toLayerPath(record.id, language), toLayerPage(record, projects, language, site)]
    }
    for (const [id, published] of editions) {
      const record = records.find((candidate) => candidate.id === id)
      for (const edition of published.filter((one) => hasPage(one, published))) {
        yield [
          toEditionPath(id, edition.edition, language),
          toEditionPage({ id, record, edition, editions: published }, language, site),
        ]
      }
    }
    for (const project of projects) {
      yield [
        toProjectPath(project.no, language),
        toProjectPage(project, projects, records, language, site),
      ]
    }
  }
  for (const record of records) yield* toMetadataFiles(record, site)
  yield [NOT_FOUND_FILE, toNotFoundPage(site)]
  yield [CATALOGUE_FILES.csv, toCatalogueCsv(records, site)]
  yield [CATALOGUE_FILES.json, toJson({ layers: records, projects })]
  yield [CATALOGUE_FILES.dcat, toJson(toDcat(records, site, archive))]
  yield [CATALOGUE_FILES.stac, toJson(toStacCatalog(records, site))]
  const ready: DownloadList = {
    layers: records.flatMap(({ id, downloads = [] }) =>
      downloads.length > 0 ? [{ id, downloads: [...downloads] }] : [],
    ),
    ...(archive && { archive }),
  }
  yield [LAYERS_FOLDER + DOWNLOAD_LIST_FILE, toJson(ready)]
  yield [CATALOGUE_FILES.sitemap, toSitemap(records, projects, tours, site)]
  yield [CATALOGUE_FILES.robots, toRobots(site)]
}

/** Of the newest edition the layer's page says all, as long as the edition has no files at its address. */
function hasPage(edition: PublishedEdition, editions: readonly PublishedEdition[]): boolean {
  return edition !== editions[0] || edition.withdrawn !== undefined || edition.downloads.length > 0
}
