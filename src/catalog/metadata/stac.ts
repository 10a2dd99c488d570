import { wordsOf } from '../../words/words.ts'
import { DOWNLOAD_NAMES, isData } from '../downloads.ts'
import { toLanguage } from '../in-language.ts'
import { hasPictures } from '../pictures.ts'
import type { LayerRecord } from '../record.ts'
import { FLATGEOBUF_MEDIA_TYPE } from './dcat.ts'
import { toExtent, toPeriod } from './extent.ts'
import {
  CATALOGUE_FILES,
  LAYERS_FOLDER,
  METADATA_FILES,
  type Site,
  toLayerPath,
  toPicturePath,
} from './site.ts'

const STAC_VERSION = '1.1.0'

/** SPDX identifiers by the names of the licences that layers have; STAC says `other` of every other. */
const SPDX: Readonly<Record<string, string>> = {
  'CC BY 4.0': 'CC-BY-4.0',
  'CC0 1.0': 'CC0-1.0',
  MIT: 'MIT',
}

/** Whether a layer is a collection of data: what is only planned is none yet. */
export function isCollection({ state }: Pick<LayerRecord, 'state'>): boolean {
  return state !== 'planned'
}

/**
 * The layer as a STAC Collection: its extents, licence and files as assets, for tools that read
 * SpatioTemporal Asset Catalogs.
 */
export function toStacCollection(record: LayerRecord, site: Site): object {
  const url = (path: string) => new URL(path, site.url).href
  const { limitations } = record
  const provenance = record.provenance && toLanguage(record.provenance, 'en')
  const period = toPeriod(record)
  const licence = provenance?.licence
  return {
    type: 'Collection',
    stac_version: STAC_VERSION,
    id: record.id,
    title: record.title.en,
    description: [record.abstract.en, limitations?.en].filter(Boolean).join('\n\n'),
    keywords: record.keywords.en,
    license: (licence && SPDX[licence.name]) ?? 'other',
    providers: [
      ...(provenance ? [{ name: provenance.publisher, roles: ['producer', 'licensor'] }] : []),
      {
        name: toLanguage(record.contact.organisation, 'en'),
        roles: ['host'],
        url: record.contact.url,
      },
    ],
    extent: {
      spatial: { bbox: [toExtent(record)] },
      temporal: {
        interval: [
          period
            ? [`${period.from}-01-01T00:00:00Z`, `${period.to}-12-31T23:59:59Z`]
            : [null, null],
        ],
      },
    },
    summaries: { state: [record.state], group: [record.group] },
    links: [
      link('self', url(toLayerPath(record.id, 'en') + METADATA_FILES.stac), 'application/json'),
      link('root', url(CATALOGUE_FILES.stac), 'application/json'),
      link('parent', url(CATALOGUE_FILES.stac), 'application/json'),
      link('about', url(toLayerPath(record.id, 'en')), 'text/html'),
      ...(licence ? [link('license', licence.url, 'text/html')] : []),
    ],
    assets: Object.fromEntries([
      ...record.files.map((file) => [
        file.path,
        {
          href: url(LAYERS_FOLDER + file.path),
          type: FLATGEOBUF_MEDIA_TYPE,
          roles: [file.overviewZooms ? 'overview' : 'data'],
          ...toChecksum(file),
        },
      ]),
      ...(record.downloads ?? []).map((file) => [
        file.format,
        {
          href: url(file.path),
          type: file.mediaType,
          title: DOWNLOAD_NAMES[file.format],
          roles: [isData(file) ? 'data' : 'metadata'],
          ...toChecksum(file),
        },
      ]),
      ...(hasPictures(record)
        ? [
            [
              'thumbnail',
              {
                href: url(toPicturePath(record, 'thumbnail', 'en')),
                type: 'image/svg+xml',
                roles: ['thumbnail'],
              },
            ],
          ]
        : []),
      [
        'metadata-iso19139',
        {
          href: url(toLayerPath(record.id, 'en') + METADATA_FILES.iso),
          type: 'application/xml',
          roles: ['metadata'],
        },
      ],
    ]),
    stac_extensions: ['https://stac-extensions.github.io/file/v2.1.0/schema.json'],
  }
}

/** Size and checksum by the file extension: the multihash of SHA-256 is its code 0x12, its length 0x20, the digest. */
function toChecksum({ bytes, sha256 }: { readonly bytes: number; readonly sha256: string }) {
  return { 'file:checksum': `1220${sha256}`, 'file:size': bytes }
}

/** The catalogue that holds every collection. */
export function toStacCatalog(records: readonly LayerRecord[], site: Site): object {
  const url = (path: string) => new URL(path, site.url).href
  return {
    type: 'Catalog',
    stac_version: STAC_VERSION,
    id: 'north-american-environmental-atlas',
    title: wordsOf('vocabulary', 'en').atlas,
    description: wordsOf('vocabulary', 'en').atlasDescription,
    links: [
      link('self', url(CATALOGUE_FILES.stac), 'application/json'),
      link('root', url(CATALOGUE_FILES.stac), 'application/json'),
      ...records.filter(isCollection).map((record) => ({
        ...link(
          'child',
          url(toLayerPath(record.id, 'en') + METADATA_FILES.stac),
          'application/json',
        ),
        title: record.title.en,
      })),
    ],
  }
}

function link(
  rel: string,
  href: string,
  type: string,
): { rel: string; href: string; type: string } {
  return { rel, href, type }
}
