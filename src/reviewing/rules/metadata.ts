import type { CatalogLayer } from '../../catalog/schema.ts'
import type { Symbology } from '../../catalog/symbology.ts'
import type { Bbox } from '../../geo/bbox.ts'
import { ShortWayBox } from '../../geo/short-way.ts'
import { wrapLon } from '../../geo/wrap-lon.ts'
import { fold, toWords } from '../../model/fold.ts'
import { DATA_LANGUAGES, type Localized } from '../../model/schema.ts'
import { findAlikeClasses } from '../alike-classes.ts'
import type { Companion } from '../companions.ts'
import type { Finding } from '../finding.ts'
import type { Rule, Subject } from '../rule.ts'

/** How far a box that is stated may be off from the features' own. */
const BOX_DEGREES = 0.5

/** What the catalogue is to say of the layer: there in three languages, and about this layer. */
export const metadata: Rule = {
  codes: [
    'metadata-missing',
    'metadata-untranslated',
    'metadata-other-layer',
    'metadata-count',
    'metadata-extent',
    'colors-alike',
  ],
  begin(subject) {
    const { entry, rows, companions = [] } = subject
    if (!entry && companions.length === 0) return null
    const own = new ShortWayBox()
    return {
      visit(_, geometry) {
        if (geometry) own.add(geometry)
      },
      finish() {
        const box = own.bbox()
        return [
          ...(entry
            ? [
                ...findMissing(entry),
                ...findUntranslated(entry),
                ...findOther(subject, entry),
                ...findCounts(entry, rows.length),
                ...findExtent(entry.bbox, box),
                ...(entry.symbology ? findAlike(entry.symbology) : []),
              ]
            : []),
          ...companions.flatMap((companion) => [
            ...findOtherBeside(subject, companion),
            ...findExtent(companion.bbox, box).map(
              (finding): Finding => ({ ...finding, severity: 'warning', field: companion.path }),
            ),
          ]),
        ]
      },
    }
  },
}

const whole = (
  finding: Omit<Finding, 'rows' | 'count'> & { readonly count?: number },
): Finding => ({
  count: 1,
  ...finding,
  rows: [],
})

/** What every entry has to say, by where it says it. */
function findMissing(entry: Partial<CatalogLayer>): Finding[] {
  const { title, abstract, provenance, symbology, fields = [], group } = entry
  const texts: readonly (readonly [string, Localized | undefined])[] = [
    ['title', title],
    ['abstract', abstract],
    ...fields.map(({ name, title: fieldTitle }) => [`fields.${name}.title`, fieldTitle] as const),
  ]
  const isEmpty = (text: unknown) => typeof text !== 'string' || text.trim() === ''
  const wanted: readonly (readonly [string, unknown])[] = [
    ['group', group],
    ['symbology', symbology && 'given'],
    ['provenance.citation', provenance && toPlainText(provenance.citation)],
    ['provenance.licence.name', provenance && toPlainText(provenance.licence.name)],
    ['provenance.licence.url', provenance?.licence.url],
    ['provenance.publisher', provenance && toPlainText(provenance.publisher)],
    ['provenance.date', provenance?.date],
  ]
  return [
    ...texts.flatMap(([field, text]) =>
      DATA_LANGUAGES.filter((language) => isEmpty(text?.[language])).map((language) =>
        whole({ code: 'metadata-missing', severity: 'error', field: `${field}.${language}` }),
      ),
    ),
    ...wanted
      .filter(([, value]) => isEmpty(value))
      .map(([field]) => whole({ code: 'metadata-missing', severity: 'error', field })),
  ]
}

const toPlainText = (text: string | Localized): string =>
  typeof text === 'string' ? text : text.en

/** Long texts that are the same in two languages were not translated. */
function findUntranslated({ title, abstract }: Partial<CatalogLayer>): Finding[] {
  return Object.entries({ title, abstract }).flatMap(([field, text]) => {
    if (!text) return []
    const isSame = (a: string, b: string) => a.length > 12 && a.trim() === b.trim()
    if (!isSame(text.en, text.fr) && !isSame(text.en, text.es) && !isSame(text.fr, text.es))
      return []
    return [whole({ code: 'metadata-untranslated', severity: 'error', field })]
  })
}

/** Words that say nothing of what a layer is about. */
const COMMON_WORDS = new Set(
  'the a an of in and for by on from with to at north america american canada mexico united states map layer data dataset edition de la el los las le les des du en et y por para con une un dans canada mexique mexico etats unis estados unidos norte nord amerique america selection selected generalized'.split(
    ' ',
  ),
)

const wordsOf = (text: string): Set<string> =>
  new Set(
    toWords(text)
      .map((word) => fold(word).replace(/(es|s)$/, ''))
      .filter((word) => word.length > 3 && !COMMON_WORDS.has(word) && !/^\d+$/.test(word)),
  )

const shareOf = (words: ReadonlySet<string>, of: ReadonlySet<string>): number =>
  words.size === 0 ? 0 : [...words].filter((word) => of.has(word)).length / words.size

/**
 * A title whose words are those of another layer of the catalogue, and stand nowhere else in what this layer says of
 * itself: in its abstract, the names of its file and fields, its theme, its classes.
 */
function findOther(subject: Subject, entry: Partial<CatalogLayer>): Finding[] {
  const { title, abstract } = entry
  if (!title) return []
  const own = wordsOf(title.en)
  const { theme, fileName, rows, catalog } = subject
  const said = wordsOf(
    [
      abstract?.en,
      theme?.title.en,
      theme?.id.replaceAll('-', ' '),
      fileName.replaceAll(/[_\W]/g, ' '),
      ...rows.fields.map(({ name }) => name.replaceAll('_', ' ')),
    ].join(' '),
  )
  if (own.size === 0 || shareOf(own, said) > 0) return []
  const other = catalog.find(
    ({ id, title: known }) => id !== theme?.id && shareOf(own, wordsOf(known.en)) >= 0.5,
  )
  return [
    whole({
      code: 'metadata-other-layer',
      severity: 'error',
      field: 'title',
      values: { title: title.en, other: other?.title.en ?? '–' },
    }),
  ]
}

function findCounts({ files, provenance }: Partial<CatalogLayer>, count: number): Finding[] {
  const stated = files?.find(({ overviewZooms }) => !overviewZooms)?.featureCount
  const byCountry = provenance?.countsByCountry
  const sum = byCountry && Object.values(byCountry).reduce((all, each) => all + each, 0)
  const wrong = [stated, sum].find((each) => each !== undefined && each > count) ?? (stated !== undefined && stated !== count ? stated : undefined) // biome-ignore format: one line
  return wrong === undefined
    ? []
    : [whole({ code: 'metadata-count', severity: 'error', values: { stated: wrong, count } })]
}

/** The box of what lies on both sides of the antimeridian may go the short way or all the way round. */
function findExtent(stated: readonly number[] | undefined, own: Bbox | null): Finding[] {
  if (!stated || !own) return []
  const [west, south, east, north] = own
  const boxes = west > east ? [own, [-180, south, 180, north]] : [own]
  const isOff = (edge: number, nth: number, box: readonly number[]) =>
    Math.abs(nth % 2 === 0 ? wrapLon(edge - box[nth]!) : edge - box[nth]!) > BOX_DEGREES
  if (boxes.some((box) => !stated.some((edge, nth) => isOff(edge, nth, box)))) return []
  const toText = (box: readonly number[]) =>
    box.map((edge) => edge.toFixed(2).replace('-', '−')).join(', ')
  const values = { stated: toText(stated), own: toText(own) }
  return [whole({ code: 'metadata-extent', severity: 'error', values })]
}

/** Classes whose colours are one to readers who see fewer of them, and that no mark tells apart. */
function findAlike(symbology: Symbology): Finding[] {
  const alike = findAlikeClasses(symbology, 'light').map(([a, b]) => `${a.en} – ${b.en}`)
  if (alike.length === 0) return []
  return [
    whole({
      code: 'colors-alike',
      severity: 'note',
      count: alike.length,
      values: { examples: alike.slice(0, 3).join('; ') },
    }),
  ]
}

/** A metadata file whose title is that of another layer of the Atlas, and has no word of what was sent. */
function findOtherBeside(subject: Subject, { path, title }: Companion): Finding[] {
  if (title === undefined) return []
  const own = wordsOf(title)
  const { theme, fileName, rows, catalog } = subject
  const said = wordsOf(
    [
      ...(theme ? Object.values(theme.title) : []),
      theme?.id.replaceAll('-', ' '),
      fileName.replaceAll(/[_\W]/g, ' '),
      ...rows.fields.map(({ name }) => name.replaceAll('_', ' ')),
    ].join(' '),
  )
  if (own.size === 0 || shareOf(own, said) > 0) return []
  const other = catalog.find(
    ({ id, title: known }) =>
      id !== theme?.id &&
      DATA_LANGUAGES.some((language) => shareOf(own, wordsOf(known[language])) >= 0.5),
  )
  if (!other) return []
  return [
    whole({
      code: 'metadata-other-layer',
      severity: 'warning',
      field: path,
      values: { title, other: other.title.en },
    }),
  ]
}
