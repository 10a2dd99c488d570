import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CORPUS, FIXTURE, type RoundTrip, roundTrip } from '../../scripts/round-trip-corpus.ts'
import { EXPORT_FORMATS, type ExportFormat } from '../formats/contract/writer.ts'
import type { GeometryRule } from '../formats/receipt/receipt-geometry.ts'
import type { ValueRule } from '../formats/receipt/receipt-values.ts'

/** Everything that a format did to a layer of the corpus, why, and which formats may. */
const CAUSES: Readonly<
  Partial<
    Record<
      Exclude<GeometryRule, 'projected'> | ValueRule | 'field-renamed' | 'field-dropped',
      readonly [why: string, ...formats: readonly ExportFormat[]]
    >
  >
> = {
  'outside-crs': [
    'the projection has no place for them, or they are no longitude and latitude at all',
    ...(['shapefile', 'flatgeobuf', 'csv', 'geopackage'] as const),
  ],
  rewound: [
    'the format says which way rings run',
    ...(['shapefile', 'kml', 'kmz', 'geojson', 'geojsonseq'] as const),
  ],
  'ring-closed': [
    'the format says that rings are closed, and the file’s were not',
    ...(['shapefile', 'kml', 'kmz', 'geojson', 'geojsonseq'] as const),
  ],
  regrouped: ['the format does not say which hole is in which outer ring', 'shapefile'],
  'degenerate-part-dropped': [
    'the format holds no lines of one position and no rings of three',
    'shapefile',
  ],
  'single-or-multi': [
    'the format has one type for one part and for several',
    ...(['shapefile', 'kml', 'kmz'] as const),
  ],
  'collection-taken-apart': [
    'a record has one geometry type, or a multi-geometry of one type is no collection',
    ...(['shapefile', 'kml', 'kmz'] as const),
  ],
  'height-filled': [
    'all positions of a geometry or file have a height, or none has',
    ...(['shapefile', 'csv', 'geopackage'] as const),
  ],
  'as-text': [
    'the format has no type for the values: times, JSON, 64 bits, or any in CSV',
    ...(['shapefile', 'kml', 'kmz', 'csv', 'flatgeobuf', 'geopackage'] as const),
  ],
  'time-in-utc': ['times are in universal time', 'geopackage'],
  'text-as-number': ['the format does not say that digits are a text', 'csv'],
  'text-as-boolean': ['the format does not say that a word is a text', 'csv'],
  'empty-text-as-null': [
    'the format has no empty text apart from no value',
    ...(['shapefile', 'kml', 'kmz', 'csv'] as const),
  ],
  'blanks-around-dropped': [
    'readers take blanks at the ends of texts away',
    ...(['kml', 'kmz', 'csv'] as const),
  ],
  'trailing-blanks-dropped': ['texts are filled up with blanks', 'shapefile'],
  'bytes-as-base64': [
    'the format has no bytes',
    ...(['kml', 'kmz', 'csv', 'geojson', 'geojsonseq'] as const),
  ],
  'control-characters-dropped': ['XML has no control characters', 'kml', 'kmz'],
  'formula-guarded': ['spreadsheets would run the text', 'csv'],
  cut: ['texts are 254 bytes long at most', 'shapefile'],
  'field-renamed': [
    'names have ten letters, no blanks around them, or are not told apart by case',
    ...(['shapefile', 'csv', 'geopackage'] as const),
  ],
  'field-dropped': ['the format has no bytes', 'shapefile'],
}

const fixture = JSON.parse(readFileSync(FIXTURE, 'utf8')) as Record<string, RoundTrip>
const isHere = existsSync(CORPUS)
if (!isHere) console.warn('skipped: the corpus is not here')

describe('the corpus, through every format and back', () => {
  it('is whole: hundreds of files, more than a hundred thousand features', () => {
    const trips = Object.values(fixture)
    expect(trips.length).toBeGreaterThan(900)
    expect(trips.reduce((sum, { features }) => sum + features, 0)).toBeGreaterThan(140_000)
  })

  it('loses nothing without a cause, and by causes of the format alone', () => {
    const unexplained = Object.entries(fixture).flatMap(([path, { changes }]) =>
      Object.entries(changes).flatMap(([key, causes]) => {
        const format = key.split(' ')[0] as ExportFormat
        return causes
          .filter((cause) => {
            const [, ...formats] = CAUSES[cause as keyof typeof CAUSES] ?? ['']
            const isMisplaced = cause === 'outside-crs' && !key.endsWith(' in NAAF')
            return !formats.includes(format) || isMisplaced
          })
          .map((cause) => `${path}: ${key}: ${cause}`)
      }),
    )
    expect(unexplained).toEqual([])
  })

  it('changes nothing at all in FlatGeobuf but what has no type there', () => {
    const changed = Object.entries(fixture).filter(([, { changes }]) => changes.flatgeobuf)
    expect(changed.map(([path, { changes }]) => [path, changes.flatgeobuf])).toEqual([
      // Its unsigned integers are beyond 64 bits with a sign.
      ['formats/flatgeobuf+flatgeobuf/test/data/alldatatypes.fgb', ['as-text']],
    ])
  })

  it('knows every format', () => {
    const keys = new Set(Object.values(fixture).flatMap(({ changes }) => Object.keys(changes)))
    for (const format of EXPORT_FORMATS) expect([...keys]).toContain(format)
  })

  /** One of so many: all of them take a quarter of an hour (`scripts/round-trip-corpus.ts`). */
  const STRIDE = 60
  const sample = Object.entries(fixture)
    .filter(([, { features }]) => features > 0 && features < 60)
    .filter((_, index) => index % STRIDE === 0)

  it.skipIf(!isHere).each(sample)('gives what is kept for %s', async (path, kept) => {
    expect(await roundTrip(path)).toEqual(kept)
  })
})
