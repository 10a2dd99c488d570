import { type CatalogFault, toFaults } from '../../src/catalog/parse-catalog.ts'
import { type Project, projectSchema } from '../../src/catalog/project.ts'
import { type LayerRecord, recordSchema } from '../../src/catalog/record.ts'
import type { Symbology } from '../../src/catalog/symbology.ts'
import { LANGUAGES } from '../../src/words/languages.ts'
import { textIn } from '../../src/words/text-in.ts'

/**
 * Whether the catalogue is complete: every text in the three languages, licence, citation, projects,
 * units, legends that speak of fields that exist. Each fault names the entry, the field and the remedy;
 * `checkLayers` holds fields to files.
 */
export function checkRecords(
  records: readonly LayerRecord[],
  projects: readonly Project[],
): CatalogFault[] {
  const faults: CatalogFault[] = []
  const known = new Set(projects.map(({ no }) => no))
  const seen = new Set<string>()
  for (const project of projects) {
    const parsed = projectSchema.safeParse(project)
    if (!parsed.success) faults.push(...toFaults(`project ${project.no}`, parsed.error))
  }
  for (const record of records) {
    const parsed = recordSchema.safeParse(record)
    if (!parsed.success) faults.push(...toFaults(record.id, parsed.error))
    else faults.push(...checkRecord(parsed.data, known))
    if (seen.has(record.id)) {
      faults.push({
        entry: record.id,
        field: 'id',
        message: 'Two layers have this id: rename one.',
      })
    }
    seen.add(record.id)
  }
  const linked = new Set(records.flatMap((record) => record.projects.map(({ no }) => no)))
  for (const { no, atlas, parent } of projects) {
    // A project that has parts gives its maps through them.
    const hasParts = projects.some((part) => part.parent === no)
    if (atlas && !hasParts && !linked.has(no)) {
      faults.push({
        entry: `project ${no}`,
        field: 'atlas',
        message: 'It gives maps, and no layer names it: add it to the projects of its layers.',
      })
    }
    if (parent && !known.has(parent)) {
      faults.push({
        entry: `project ${no}`,
        field: 'parent',
        message: `There is no project ${parent}.`,
      })
    }
  }
  return faults
}

function checkRecord(record: LayerRecord, known: ReadonlySet<string>): CatalogFault[] {
  const faults: CatalogFault[] = []
  const fault = (field: string, message: string): void => {
    faults.push({ entry: record.id, field, message })
  }
  if (record.state !== 'planned') {
    if (!record.provenance) {
      fault('provenance', 'Say who publishes the layer, its licence and how to cite it.')
    }
    if (!record.limitations) {
      fault('limitations', 'Say in three languages what the layer must not be used for.')
    }
    if (record.editions.length === 0) fault('editions', 'Name at least one edition.')
    const [newest] = record.editions
    const isOld = newest?.year !== undefined && !newest.yearTo && newest.year <= HISTORICAL_YEAR
    if (record.state === 'available' && isOld && !OLD_BADGES.has(record.badge)) {
      fault(
        'badge',
        `Its newest edition is of ${newest.year}: badge it as historical, or modelled.`,
      )
    }
  }
  if (record.projects.length === 0) {
    fault('projects', 'Name at least one project that the layer belongs to; 1 is the Atlas itself.')
  }
  for (const [index, { no }] of record.projects.entries()) {
    if (!known.has(no)) fault(`projects.${index}`, `There is no project ${no}: correct its number.`)
    if (record.projects.findIndex((project) => project.no === no) !== index) {
      fault(`projects.${index}`, `Project ${no} is named twice: drop one.`)
    }
  }
  for (const [index, field] of record.fields.entries()) {
    if (field.type === 'double' && !field.unit && !UNITLESS.test(field.name)) {
      fault(
        `fields.${index} (${field.name})`,
        'A measured number has a unit, as km2 or MW; give it "1" where it has none.',
      )
    }
  }
  for (const language of LANGUAGES) {
    const words = textIn(record.keywords, language).map((word) => word.toLocaleLowerCase(language))
    if (new Set(words).size !== words.length) {
      fault(`keywords.${language}`, 'A keyword is there twice: drop one.')
    }
  }
  if (record.symbology) checkSymbology(record.symbology, record, fault)
  return faults
}

/** A layer of which the CEC has published no edition since shows how things were. */
const HISTORICAL_YEAR = 2011

/** What may be said of an old layer; that it is modelled goes before. */
const OLD_BADGES: ReadonlySet<LayerRecord['badge']> = new Set(['historical', 'modelled'] as const)

/** Fields that hold map zooms: they steer drawing and measure nothing. */
const UNITLESS = /^(min|max)_zoom$/

function checkSymbology(
  symbology: Symbology,
  { fields }: LayerRecord,
  fault: (field: string, message: string) => void,
): void {
  if (symbology.kind !== 'categories') return
  const codes = fields.find(({ name }) => name === symbology.field)?.codes
  if (!codes || symbology.other) return
  for (const { id, values } of symbology.classes) {
    const unknown = values.filter((value) => value !== null && !(String(value) in codes))
    if (unknown.length > 0) {
      fault(
        `symbology.${id}`,
        `The field ${symbology.field} has no code ${unknown.join(', ')}: correct the class or the codes.`,
      )
    }
  }
}
