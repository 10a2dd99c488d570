import { toCitationText } from '../../src/catalog/metadata/citation.ts'
import { ATLAS_DESCRIPTION, ATLAS_TITLE, toSchemaOrg } from '../../src/catalog/metadata/dcat.ts'
import {
  CATALOGUE_FILES,
  LAYERS_FOLDER,
  METADATA_FILES,
  type Site,
  toAlternates,
  toCataloguePath,
  toFeedPath,
  toLayerPath,
  toProjectPath,
  toProjectsPath,
} from '../../src/catalog/metadata/site.ts'
import { toSnippets } from '../../src/catalog/metadata/snippets.ts'
import { escapeXml as esc } from '../../src/catalog/metadata/xml.ts'
import type { Project } from '../../src/catalog/project.ts'
import type { LayerRecord } from '../../src/catalog/record.ts'
import { LAYER_GROUPS } from '../../src/catalog/schema.ts'
import {
  AREA_TITLES,
  BADGE_TITLES,
  COUNTRY_TITLES,
  GROUP_TITLES,
  RELATION_TITLES,
  STATE_DESCRIPTIONS,
  STATE_TITLES,
} from '../../src/catalog/vocabulary.ts'
import type { Language } from '../../src/geo/layer-schema.ts'
import { WORDS } from './words.ts'

/** A page whose links are relative to its own place: it works under any path. */
interface Page {
  readonly language: Language
  readonly title: string
  readonly description: string
  readonly toPath: (language: Language) => string
  readonly body: (link: (path: string) => string) => string
  readonly jsonLd?: object
}

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  es: 'Español',
}

function toPage({ language, title, description, toPath, body, jsonLd }: Page): string {
  const depth = toPath(language).split('/').length - 1
  const link = (path: string) => esc('../'.repeat(depth) + path)
  const alternates = toAlternates(toPath)
  const words = WORDS[language]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${esc(title)} · ${esc(ATLAS_TITLE[language])}</title>
<meta name="description" content="${esc(description)}">
<link rel="stylesheet" href="${link('pages.css')}">
${alternates.map(([other, path]) => `<link rel="alternate" hreflang="${other}" href="${link(path)}">`).join('\n')}
<link rel="alternate" type="application/atom+xml" title="${esc(ATLAS_TITLE[language])}" href="${link(toFeedPath(language))}">
${jsonLd ? `<script type="application/ld+json">${JSON.stringify(jsonLd).replaceAll('<', '\\u003c')}</script>\n` : ''}</head>
<body>
<header>
<a class="site" href="${link(`?lang=${language}`)}">${esc(ATLAS_TITLE[language])}</a>
<a href="${link(toCataloguePath(language))}">${words.layers}</a>
<a href="${link(toProjectsPath(language))}">${words.projects}</a>
<nav aria-label="${words.languages}">
${alternates.map(([other, path]) => `<a lang="${other}" hreflang="${other}" href="${link(path)}"${other === language ? ' aria-current="page"' : ''}>${LANGUAGE_NAMES[other]}</a>`).join('\n')}
</nav>
</header>
<main>
<h1>${esc(title)}</h1>
${body(link)}
</main>
<footer>
<p>${esc(words.publisher)} · <a href="${link(CATALOGUE_FILES.csv)}">CSV</a> · <a href="${link(CATALOGUE_FILES.json)}">JSON</a> · <a href="${link(CATALOGUE_FILES.dcat)}">DCAT</a> · <a href="${link(CATALOGUE_FILES.stac)}">STAC</a></p>
</footer>
</body>
</html>
`
}

export function toLayerPage(
  record: LayerRecord,
  projects: readonly Project[],
  language: Language,
  site: Site,
): string {
  const words = WORDS[language]
  const { provenance } = record
  const projectOf = new Map(projects.map((project) => [project.no, project]))
  const row = (name: string, value: string) =>
    `<tr><th scope="row">${esc(name)}</th><td>${value}</td></tr>`
  const section = (title: string, content: string) =>
    content ? `<h2>${esc(title)}</h2>\n${content}` : ''
  return toPage({
    language,
    title: record.title[language],
    description: record.abstract[language],
    toPath: (other) => toLayerPath(record.id, other),
    jsonLd: toSchemaOrg(record, projects, language, site),
    body: (link) => {
      const full = record.files.find(({ overviewZooms }) => !overviewZooms)
      const legend =
        record.symbology && 'classes' in record.symbology
          ? record.symbology.classes
              .map(({ label, symbol }) => {
                const color = symbol.fill?.light ?? symbol.line?.light
                return `<li>${color ? `<span class="swatch" style="background:${color}"></span>` : ''}${esc(label[language])}</li>`
              })
              .join('')
          : ''
      const metadata = Object.values(METADATA_FILES).filter(
        (name) => provenance || !name.startsWith('citation'),
      )
      return [
        `<p><span class="tag">${esc(GROUP_TITLES[record.group][language])}</span><span class="tag">${esc(STATE_TITLES[record.state][language])}</span>${record.badge ? `<span class="tag">${esc(BADGE_TITLES[record.badge][language])}</span>` : ''}</p>`,
        `<p class="lead">${esc(record.abstract[language])}</p>`,
        full
          ? `<p><a class="button" href="${link(`?lang=${language}&layers=${record.id}`)}">${words.openMap}</a></p>`
          : `<p>${esc(STATE_DESCRIPTIONS[record.state][language])}</p>`,
        section(
          words.limitations,
          [record.limitations, ...record.comparability]
            .flatMap((text) => (text ? `<p class="note">${esc(text[language])}</p>` : []))
            .join('\n'),
        ),
        section(
          words.about,
          `<table>${[
            row(
              words.countries,
              record.countries.map((country) => esc(COUNTRY_TITLES[country][language])).join(', '),
            ),
            record.editions.length
              ? row(
                  words.editions,
                  record.editions
                    .map(({ name, note }) => esc(note ? `${name} (${note[language]})` : name))
                    .join('; '),
                )
              : '',
            record.scaleDenominator
              ? row(words.scale, `1:${record.scaleDenominator.toLocaleString(language)}`)
              : '',
            provenance
              ? row(words.source, `${esc(provenance.publisher)}: ${esc(provenance.dataset)}`)
              : '',
            provenance
              ? row(
                  words.licence,
                  `<a href="${esc(provenance.licence.url)}">${esc(provenance.licence.name)}</a>`,
                )
              : '',
            row(
              words.contact,
              `<a href="${esc(record.contact.url)}">${esc(record.contact.organisation)}</a>${record.contact.email ? `, <a href="mailto:${esc(record.contact.email)}">${esc(record.contact.email)}</a>` : ''}`,
            ),
            row(words.keywords, esc(record.keywords[language].join(', '))),
          ].join('\n')}</table>`,
        ),
        section(
          words.projects,
          `<ul class="list">${record.projects
            .map(
              ({ no, relation }) =>
                `<li><a href="${link(toProjectPath(no, language))}">${no} · ${esc(projectOf.get(no)?.title[language] ?? '')}</a> (${esc(RELATION_TITLES[relation][language])})</li>`,
            )
            .join('')}</ul>`,
        ),
        section(words.legend, legend && `<ul class="plain">${legend}</ul>`),
        section(
          words.fields,
          record.fields.length
            ? `<div class="scroll" role="region" aria-label="${esc(words.fields)}" tabindex="0"><table><thead><tr><th scope="col">${words.name}</th><th scope="col">${words.meaning}</th><th scope="col">${words.type}</th><th scope="col">${words.unit}</th></tr></thead><tbody>${record.fields
                .map(
                  ({ name, title, type, unit }) =>
                    `<tr><td><code>${esc(name)}</code></td><td>${esc(title[language])}</td><td>${type}</td><td>${esc(unit ?? '')}</td></tr>`,
                )
                .join('')}</tbody></table></div>`
            : '',
        ),
        section(
          words.downloads,
          `<ul class="list">${[
            ...record.files.map(
              ({ path, bytes, sha256 }) =>
                `<li><a href="${link(LAYERS_FOLDER + path)}">${esc(path)}</a> (FlatGeobuf, ${(bytes / 1e6).toLocaleString(language, { maximumFractionDigits: 2 })} MB)<br><code>SHA-256 ${sha256}</code></li>`,
            ),
            ...record.addresses.map(({ url }) => `<li><a href="${esc(url)}">${esc(url)}</a></li>`),
            `<li>${metadata.map((name) => `<a href="${link(toLayerPath(record.id, 'en') + name)}">${name}</a>`).join(', ')}</li>`,
          ].join('\n')}</ul>`,
        ),
        section(
          words.citation,
          provenance ? `<p>${esc(toCitationText(record, site) ?? '')}</p>` : '',
        ),
        section(
          words.snippets,
          full
            ? toSnippets(new URL(LAYERS_FOLDER + full.path, site.url).href, record.id)
                .map(
                  ({ name, code }) =>
                    `<h3>${esc(name)}</h3><pre tabindex="0"><code>${esc(code)}</code></pre>`,
                )
                .join('\n')
            : '',
        ),
        section(
          words.processing,
          provenance?.processing.length
            ? `<ol>${provenance.processing.map((step) => `<li>${esc(step[language])}</li>`).join('')}</ol>`
            : '',
        ),
      ]
        .filter(Boolean)
        .join('\n')
    },
  })
}

export function toProjectPage(
  project: Project,
  records: readonly LayerRecord[],
  language: Language,
): string {
  const words = WORDS[language]
  const own = records.filter(({ projects }) => projects.some(({ no }) => no === project.no))
  return toPage({
    language,
    title: `${words.project} ${project.no} · ${project.title[language]}`,
    description: project.summary[language],
    toPath: (other) => toProjectPath(project.no, other),
    body: (link) =>
      [
        `<p><span class="tag">${esc(AREA_TITLES[project.area][language])}</span></p>`,
        `<p class="lead">${esc(project.summary[language])}</p>`,
        project.titleIsDescriptive ? `<p>${esc(words.descriptive)}</p>` : '',
        project.atlas ? `<h2>${words.givesAtlas}</h2><p>${esc(project.atlas[language])}</p>` : '',
        `<h2>${words.about}</h2><table><tr><th scope="row">${words.groups}</th><td>${project.workingGroups.map((group) => esc(group[language])).join('; ')}</td></tr><tr><th scope="row">${words.allocation}</th><td>${(project.allocationWithCarryOverCad ?? project.allocationCad).toLocaleString(language)} CAD${project.allocationWithCarryOverCad ? ` (${project.allocationCad.toLocaleString(language)} + ${(project.allocationWithCarryOverCad - project.allocationCad).toLocaleString(language)})` : ''}</td></tr>${project.managers.length ? `<tr><th scope="row">${words.managers}</th><td>${esc(project.managers.join(', '))}</td></tr>` : ''}</table>`,
        own.length ? `<h2>${words.layers}</h2>${toList(own, language, link)}` : '',
      ].join('\n'),
  })
}

export function toCataloguePage(records: readonly LayerRecord[], language: Language): string {
  return toPage({
    language,
    title: WORDS[language].layers,
    description: ATLAS_DESCRIPTION[language],
    toPath: toCataloguePath,
    body: (link) =>
      LAYER_GROUPS.map((group) => {
        const own = records.filter((record) => record.group === group)
        return own.length
          ? `<h2>${esc(GROUP_TITLES[group][language])}</h2>${toList(own, language, link)}`
          : ''
      }).join('\n'),
  })
}

export function toProjectsPage(projects: readonly Project[], language: Language): string {
  return toPage({
    language,
    title: WORDS[language].projects,
    description: WORDS[language].projectsLead,
    toPath: toProjectsPath,
    body: (link) =>
      `<p class="lead">${esc(WORDS[language].projectsLead)}</p><ul class="list">${projects.map(({ no, title }) => `<li><a href="${link(toProjectPath(no, language))}">${no} · ${esc(title[language])}</a></li>`).join('')}</ul>`,
  })
}

function toList(
  records: readonly LayerRecord[],
  language: Language,
  link: (path: string) => string,
): string {
  return `<ul class="list">${records.map(({ id, title, state }) => `<li><a href="${link(toLayerPath(id, language))}">${esc(title[language])}</a> <span class="tag">${esc(STATE_TITLES[state][language])}</span></li>`).join('')}</ul>`
}
