import { toEditionPath } from '../catalog/downloads.ts'
import { toLanguage } from '../catalog/in-language.ts'
import { fullFileOf } from '../catalog/layer-files.ts'
import { toBibtex, toCitationText, toCslItem, toRis } from '../catalog/metadata/citation.ts'
import { toDataCite, toDataCiteXml } from '../catalog/metadata/datacite.ts'
import { toSchemaOrg } from '../catalog/metadata/dcat.ts'
import {
  LAYERS_FOLDER,
  METADATA_FILES,
  type Site,
  toCataloguePath,
  toLayerPath,
  toProjectPath,
} from '../catalog/metadata/site.ts'
import { toSnippets } from '../catalog/metadata/snippets.ts'
import { isCollection } from '../catalog/metadata/stac.ts'
import { hasPictures } from '../catalog/pictures.ts'
import type { Project } from '../catalog/project.ts'
import type { LayerRecord } from '../catalog/record.ts'
import { toLayerPicture, toSymbolPicture } from '../catalog/symbol-picture.ts'
import { looksOf } from '../model/classes.ts'
import type { Language } from '../model/schema.ts'
import { fill } from '../words/fill.ts'
import { factsOf } from '../words/languages.ts'
import { textIn } from '../words/text-in.ts'
import { toUnitText } from '../words/unit-text.ts'
import { wordsOf } from '../words/words.ts'
import { toFileTable, toReadyFile } from './file-table.ts'
import {
  esc,
  type Link,
  toCopyable,
  toDate,
  toExternalLink,
  toFacts,
  toFileSize,
  toMapLink,
  toNumber,
  toPage,
  toPicture,
  toScroll,
  toSection,
  toSwatch,
} from './html.ts'

/** What the sections of a layer's page are made of. */
interface Content {
  readonly record: LayerRecord
  readonly projects: readonly Project[]
  readonly language: Language
  readonly site: Site
  readonly link: Link
}

/**
 * The page of a layer: everything that the catalogue knows of it, to be read without scripts. `toAddress` as `Page` has
 * it.
 */
export function toLayerPage(
  record: LayerRecord,
  projects: readonly Project[],
  language: Language,
  site: Site,
  toAddress?: (path: string) => string,
): string {
  const words = wordsOf('static-pages', language)
  return toPage({
    site,
    picture: hasPictures(record) ? record : undefined,
    language,
    title: textIn(record.title, language),
    description: textIn(record.abstract, language),
    toPath: (other) => toLayerPath(record.id, other),
    toAddress,
    jsonLd: toSchemaOrg(record, projects, language, site),
    body: (link) => {
      const content: Content = { record, projects, language, site, link }
      return [
        toTop(content),
        toSection(words.limitations, toLimits(content)),
        toSection(words.legend, toLegend(content)),
        toSection(words.about, toAbout(content)),
        toSection(words.projects, toProjects(content)),
        toSection(words.downloads, toDownloads(content)),
        toSection(words.addresses, toAddresses(content)),
        toSection(words.fields, toFields(content)),
        toSection(words.citation, toCitations(content)),
        toSection(words.snippets, toOpenings(content)),
        toSection(words.processing, toProcessing(content)),
        toSection(words.metadata, toMetadata(content)),
      ]
        .filter(Boolean)
        .join('\n')
    },
  })
}

function toTop({ record, language, link }: Content): string {
  const words = wordsOf('static-pages', language)
  const full = fullFileOf(record)
  const picture = toPicture(record, 'preview', language, link)
  const tags = [
    `<li data-state="${record.state}">${esc(wordsOf('vocabulary', language).state[record.state])}</li>`,
    ...(record.badge
      ? [
          `<li data-badge="${record.badge}">${esc(wordsOf('vocabulary', language).badge[record.badge])}</li>`,
        ]
      : []),
    `<li>${record.countries.map((country) => esc(wordsOf('vocabulary', language).country[country])).join(', ')}</li>`,
  ]
  return `<p class="path"><a href="${link(toCataloguePath(language))}">${words.layers}</a> › <a href="${link(toCataloguePath(language))}#${record.group}">${esc(wordsOf('vocabulary', language).group[record.group])}</a></p>
<h1>${esc(textIn(record.title, language))}</h1>
<ul class="tags">${tags.join('')}</ul>
<div class="top">
<div>
<p class="lead">${esc(textIn(record.abstract, language))}</p>
${full ? `<p class="actions"><a class="button" href="${toMapLink(record, language, link)}">${words.openMap}</a> <a class="button quiet" href="${link(LAYERS_FOLDER + full.path)}" download="${esc(full.path)}">${words.download} (${toFileSize(full.bytes, language)})</a></p>` : toAbsence({ record, language })}
</div>
${picture ? `<figure class="preview"><a href="${toMapLink(record, language, link)}">${picture}</a><figcaption>${words.pictureCaption}</figcaption></figure>` : ''}
</div>`
}

/** What to do where the layer's data do not come with the Atlas. */
function toAbsence({ record, language }: Pick<Content, 'record' | 'language'>): string {
  const words = wordsOf('static-pages', language)
  const [address] = record.addresses
  return `<div class="absent">
<p><strong>${record.state === 'planned' ? words.noData : words.notBundled}</strong> ${esc(wordsOf('vocabulary', language).stateDescription[record.state])}</p>
${address ? `<p>${toExternalLink(address.url, words.atCec, 'button quiet')}</p>` : ''}
</div>`
}

function toLimits({ record, language }: Content): string {
  return [record.limitations, ...record.comparability]
    .flatMap((text) => (text ? `<p class="note">${esc(textIn(text, language))}</p>` : []))
    .join('\n')
}

function toLegend({ record, language }: Content): string {
  const { symbology } = record
  if (!symbology || record.files.length === 0) return ''
  const classes = looksOf(symbology)
  if (classes.length === 0) {
    return `<ul class="legend"><li>${toSwatch(toLayerPicture(record))}${esc(textIn(record.title, language))}</li></ul>`
  }
  const items = classes.map(
    ({ label, symbol }) =>
      `<li>${toSwatch(toSymbolPicture(symbol, record))}${esc(textIn(label, language))}</li>`,
  )
  const fieldOf = (name: string | undefined) => {
    const field = record.fields.find((candidate) => candidate.name === name)
    const unit = toUnitText(field?.unit, language)
    return field && esc(textIn(field.title, language)) + (unit && ` (${esc(unit)})`)
  }
  const sized =
    symbology.kind === 'proportional'
      ? fill(wordsOf('static-pages', language).sizedBy, { field: fieldOf(symbology.field) ?? '' })
      : ''
  const title = symbology.kind === 'graduated' ? fieldOf(symbology.field) : undefined
  return `${title ? `<p>${title}</p>` : ''}<ul class="legend">${items.join('')}</ul>${sized ? `<p>${sized}</p>` : ''}`
}

function toAbout({ record, language }: Content): string {
  const words = wordsOf('static-pages', language)
  const { colon } = factsOf(language)
  const contact = toLanguage(record.contact, language)
  const provenance = record.provenance && toLanguage(record.provenance, language)
  return toFacts([
    [words.editions, toEditions(record, language)],
    [
      words.scale,
      record.scaleDenominator ? `1:${toNumber(record.scaleDenominator, language)}` : '',
    ],
    [words.cell, record.cellMeters ? `${toNumber(record.cellMeters, language)} m` : ''],
    [words.source, provenance ? esc(provenance.publisher) + colon + esc(provenance.dataset) : ''],
    [
      words.licence,
      provenance ? toExternalLink(provenance.licence.url, esc(provenance.licence.name)) : '',
    ],
    [
      words.contact,
      `${toExternalLink(contact.url, esc(contact.organisation))}${contact.email ? `, <a href="mailto:${esc(contact.email)}">${esc(contact.email)}</a>` : ''}`,
    ],
    [words.keywords, esc(textIn(record.keywords, language).join(', '))],
    [words.modified, record.modified ? toDate(record.modified, language) : ''],
  ])
}

function toEditions({ editions }: LayerRecord, language: Language): string {
  const words = wordsOf('static-pages', language)
  const items = editions.map(({ name, featureCount, note }) => {
    const details = [
      ...(featureCount ? [fill(words.features, { count: toNumber(featureCount, language) })] : []),
      ...(note ? [esc(textIn(note, language))] : []),
    ]
    const shown = name === 'not stated' ? words.notStated : esc(name)
    return `<li>${shown}${details.length > 0 ? ` (${details.join('; ')})` : ''}</li>`
  })
  return items.length > 0 ? `<ul>${items.join('')}</ul>` : ''
}

function toProjects({ record, projects, language, link }: Content): string {
  const titleOf = new Map(projects.map(({ no, title }) => [no, textIn(title, language)]))
  const items = record.projects.map(
    ({ no, relation }) =>
      `<li><a href="${link(toProjectPath(no, language))}">${no} · ${esc(titleOf.get(no) ?? '')}</a> <span class="quiet">${esc(wordsOf('vocabulary', language).relation[relation])}</span></li>`,
  )
  return `<ul>${items.join('')}</ul>`
}

function toDownloads({ record, language, link }: Content): string {
  const words = wordsOf('static-pages', language)
  if (record.files.length === 0) return ''
  const { downloads = [], modified } = record
  const own = record.files.map(({ path, bytes, sha256, featureCount, overviewZooms }) => ({
    path: LAYERS_FOLDER + path,
    format: 'FlatGeobuf',
    note: `${overviewZooms ? words.overview : words.full}; ${fill(words.features, { count: toNumber(featureCount, language) })}`,
    bytes,
    sha256,
  }))
  const ready =
    downloads.length > 0 && modified
      ? `<h3>${fill(words.readyMade, { edition: toDate(modified, language) })}</h3>
${toFileTable(downloads.map(toReadyFile(language)), words.downloads, language, link)}
<p>${fill(words.readyMadeHelp, { edition: `<a href="${link(toEditionPath(record.id, modified, language))}">${words.editionPage}</a>` })}</p>
<h3>FlatGeobuf</h3>`
      : ''
  return `${ready}${toFileTable(own, 'FlatGeobuf', language, link)}
<p>${words.downloadsHelp}</p>`
}

function toAddresses({ record, language }: Content): string {
  const items = record.addresses.map(
    ({ role, url, edition }) =>
      `<li>${esc(wordsOf('vocabulary', language).address[role])}${edition ? ` (${esc(edition)})` : ''}${factsOf(language).colon}${toExternalLink(url, esc(url))}</li>`,
  )
  return items.length > 0 ? `<ul class="addresses">${items.join('')}</ul>` : ''
}

function toFields({ record, language }: Content): string {
  const words = wordsOf('static-pages', language)
  if (record.fields.length === 0) return ''
  const rows = record.fields.map(({ name, title, type, unit, codes }) => {
    const list = Object.entries(codes ?? {}).map(
      ([code, meaning]) => `<li><code>${esc(code)}</code> ${esc(textIn(meaning, language))}</li>`,
    )
    const listed =
      list.length > 0
        ? `<details><summary>${fill(words.codes, { count: list.length })}</summary><ul>${list.join('')}</ul></details>`
        : ''
    return `<tr><td><code>${esc(name)}</code></td><td>${esc(textIn(title, language))}${listed}</td><td>${words.types[type]}</td><td>${esc(toUnitText(unit, language))}</td></tr>`
  })
  return toScroll(
    words.fields,
    `<table><thead><tr><th scope="col">${words.name}</th><th scope="col">${words.meaning}</th><th scope="col">${words.type}</th><th scope="col">${words.unit}</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`,
  )
}

function toCitations({ record, language, site, link }: Content): string {
  const words = wordsOf('static-pages', language)
  const text = toCitationText(record, site, language)
  const csl = toCslItem(record, site)
  const datacite = toDataCite(record, site)
  if (text === undefined || !csl) return ''
  const forms = [
    ['BibTeX', METADATA_FILES.bibtex, toBibtex(record, site)],
    ['RIS', METADATA_FILES.ris, toRis(record, site)],
    ['CSL-JSON', METADATA_FILES.csl, JSON.stringify([csl], null, 1)],
    ['DataCite XML', METADATA_FILES.dataciteXml, datacite && toDataCiteXml(datacite)],
    ['DataCite JSON', METADATA_FILES.dataciteJson, datacite && JSON.stringify(datacite, null, 1)],
  ] as const
  return [
    toCopyable('p', words.citation, text, language),
    ...forms.flatMap(([name, file, content]) =>
      content === undefined
        ? []
        : `<details><summary>${name}</summary>${toCopyable('pre', name, content.trim(), language)}<p><a href="${link(toLayerPath(record.id, 'en') + file)}" download="${file}">${file}</a></p></details>`,
    ),
  ].join('\n')
}

function toOpenings({ record, language, site }: Content): string {
  const full = fullFileOf(record)
  if (!full) return ''
  const url = new URL(LAYERS_FOLDER + full.path, site.url).href
  return toSnippets(url, record.id)
    .map(({ name, code }) => `<h3>${esc(name)}</h3>${toCopyable('pre', name, code, language)}`)
    .join('\n')
}

function toProcessing({ record, language }: Content): string {
  const steps = record.provenance?.processing ?? []
  if (steps.length === 0) return ''
  return `<ol>${steps.map((step) => `<li>${esc(textIn(step, language))}</li>`).join('')}</ol>`
}

const METADATA_NAMES: Readonly<Partial<Record<keyof typeof METADATA_FILES, string>>> = {
  iso: 'ISO 19115 (ISO 19139 XML)',
  fgdc: 'FGDC CSDGM',
  stac: 'STAC',
  json: 'JSON',
}

function toMetadata({ record, link }: Content): string {
  const named = Object.entries(METADATA_NAMES).filter(
    ([key]) => key !== 'stac' || isCollection(record),
  )
  const items = named.map(
    ([key, name]) =>
      `<li><a href="${link(toLayerPath(record.id, 'en') + METADATA_FILES[key as keyof typeof METADATA_FILES])}">${name}</a></li>`,
  )
  return `<ul>${items.join('')}</ul>`
}
