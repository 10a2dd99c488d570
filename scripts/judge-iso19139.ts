/**
 * Takes from the npm package `ogc-schemas`, whose mappings were made from the schemas of ISO 19139:2007
 * themselves, what may stand in which element, and keeps it as `tests/fixtures/iso19139.schema.json`, to
 * which the tests hold every metadata record (`tests/support/iso19139-schema.ts`):
 *
 *     npx tsx scripts/judge-iso19139.ts
 */
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import vm from 'node:vm'
import type { ContentModel, ModelPart } from '../tests/support/iso19139-schema.ts'
import { fetchSource } from './pipeline/fetch-source.ts'
import type { Source } from './pipeline/recipe.ts'

const MODULES = [
  'ISO19139_GMD_20070417',
  'ISO19139_GCO_20070417',
  'ISO19139_GTS_20070417',
  'ISO19139_GSS_20070417',
  'ISO19139_GSR_20070417',
  'GML_3_2_1',
]

/** Of GML no more than a period is used in a record. */
const ROOTS = ['gmd:MD_Metadata', 'gml:TimePeriod']

const PREFIXES: Readonly<Record<string, string>> = {
  'http://www.isotc211.org/2005/gmd': 'gmd',
  'http://www.isotc211.org/2005/gco': 'gco',
  'http://www.isotc211.org/2005/gts': 'gts',
  'http://www.isotc211.org/2005/gss': 'gss',
  'http://www.isotc211.org/2005/gsr': 'gsr',
  'http://www.opengis.net/gml/3.2': 'gml',
}

/** A mapping of Jsonix, in its short form: the parts that are read here. */
type Name = string | { readonly lp: string; readonly ns?: string }
interface Property {
  readonly n: string
  /** `a` an attribute, `v` a value, `er` and `ers` references to elements; none for an element. */
  readonly t?: string
  readonly en?: Name
  readonly ti?: string | object
  readonly rq?: boolean
  readonly col?: boolean
  readonly etis?: readonly { readonly en?: Name; readonly ti?: string }[]
}
interface TypeInfo {
  readonly ln: string
  readonly bti?: string
  readonly ps?: readonly Property[]
}
interface ElementInfo {
  readonly en: Name
  readonly ti?: string
  readonly sh?: Name
}
interface Module {
  readonly n: string
  readonly dens: string
  readonly tis: readonly TypeInfo[]
  readonly eis: readonly ElementInfo[]
}

const ROOT = resolve(import.meta.dirname, '..')
const folders = { root: ROOT, cache: join(ROOT, '.cache/layers') }

async function readModule(name: string): Promise<Module> {
  const source: Source = {
    kind: 'npm',
    name: 'ogc-schemas',
    version: '2.6.1',
    integrity:
      'sha512-nqtPUIQA8dccej34iWQfgnboGNHVJVCBf40nZMayFuaV3hV5yS9sY21tlK82PfAeo6DadiePP+xQCLjvt968rA==',
    path: `lib/${name}.js`,
  }
  const code = new TextDecoder().decode(await fetchSource(source, folders))
  const sandbox = { module: { exports: {} as Record<string, Module> } }
  vm.runInNewContext(`${code}\nmodule.exports = { it: ${name}_Module_Factory().${name} }`, sandbox)
  return sandbox.module.exports.it!
}

const modules = await Promise.all(MODULES.map(readModule))

const toPrefixed = (name: Name, { dens }: Module): string => {
  const { lp, ns = dens } = typeof name === 'string' ? { lp: name } : name
  return `${PREFIXES[ns] ?? ns}:${lp}`
}
const toTypeId = (type: unknown, { n }: Module): string | undefined => {
  if (typeof type !== 'string') return undefined
  return type.startsWith('.') ? n + type : type
}

const types = new Map<string, { type: TypeInfo; module: Module }>()
const elements = new Map<string, { type: string | undefined; head: string | undefined }>()
for (const module of modules) {
  for (const type of module.tis) types.set(`${module.n}.${type.ln}`, { type, module })
  for (const { en, ti, sh } of module.eis) {
    elements.set(toPrefixed(en, module), {
      type: toTypeId(ti, module),
      head: sh && toPrefixed(sh, module),
    })
  }
}

const model: ContentModel = { elements: {}, types: {} }
/** Elements take this type where `xsi:type` says that they hold a text in several languages. */
const open: string[] = ['ISO19139_GMD_20070417.PTFreeTextPropertyType']

function addElement(name: string): void {
  const element = elements.get(name)
  if (!element || model.elements[name]) return
  const { type, head } = element
  model.elements[name] = { ...(type && { type }), ...(head && { substitutes: head }) }
  if (type) open.push(type)
}

for (const root of ROOTS) addElement(root)
for (let id = open.pop(); id !== undefined; id = open.pop()) {
  const found = types.get(id)
  if (!found || model.types[id]) continue
  const { type, module } = found
  const parts: ModelPart[] = []
  for (const property of type.ps ?? []) {
    const { t = 'e', n, en = n, ti, rq = false, col = false } = property
    // The periods of time are the one thing of GML that records have: not its geometries, nor its definitions.
    if (module.n === 'GML_3_2_1' && t !== 'e') continue
    if (t !== 'e' && t !== 'er') continue
    const name = toPrefixed(en, module)
    const partType = toTypeId(ti, module)
    parts.push({
      name,
      ...(partType && { type: partType }),
      ...(rq && { required: true }),
      ...(col && { many: true }),
      ...(t === 'er' && { substitutable: true }),
    })
    if (partType && !(partType.startsWith('GML_') && t === 'er')) open.push(partType)
    if (t === 'er') {
      addElement(name)
      for (const [other, { head }] of elements) {
        if (head === name && !other.startsWith('gml:')) addElement(other)
      }
    }
  }
  const base = toTypeId(type.bti, module)
  if (base) open.push(base)
  model.types[id] = { ...(base && { base }), parts }
}

const sorted = (record: object) =>
  Object.entries(record)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(',\n')
writeFileSync(
  join(ROOT, 'tests/fixtures/iso19139.schema.json'),
  `{\n "elements": {\n${sorted(model.elements)}\n },\n "types": {\n${sorted(model.types)}\n }\n}\n`,
)
