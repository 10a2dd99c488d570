import { isRecord } from '../model/is-record.ts'
import type { Localized } from '../model/schema.ts'

/** The meanings of codes. */
type Codes = Readonly<Record<string, Localized>>

interface CodedField {
  readonly name: string
  readonly codes?: Codes | undefined
}

interface CodedLayer {
  readonly fields: readonly CodedField[]
}

/** What of a catalogue's file holds tables of codes. */
interface WithLists {
  readonly layers: readonly unknown[]
  readonly codeLists: Readonly<Record<string, Codes>>
}

/**
 * The layers of a catalogue as its file has them: each table of codes that more than one field has stands once, in
 * `codeLists`, under the name of the first of these fields. Fields name it in `codeList`, and keep in `codes` what
 * they have beyond it. The names of states would be most of the file otherwise, all of which is read before the first
 * map.
 */
export function shareCodes(layers: readonly CodedLayer[]): WithLists {
  const lists = toLists(layers.flatMap(({ fields }) => fields))
  return {
    layers: layers.map((layer) => ({
      ...layer,
      fields: layer.fields.map((field) => {
        const { codes, ...rest } = field
        const list = codes && [...lists].find(([, shared]) => holds(codes, shared))
        if (!list) return field
        const [codeList, shared] = list
        const own = Object.entries(codes).filter(([code]) => !Object.hasOwn(shared, code))
        return { ...rest, codeList, ...(own.length > 0 && { codes: Object.fromEntries(own) }) }
      }),
    })),
    codeLists: Object.fromEntries(lists),
  }
}

/** Layers without the codes that several of them have, which tell none of them from the others. */
export function withoutSharedCodes<Layer extends CodedLayer>(layers: readonly Layer[]): Layer[] {
  const lists = [...toLists(layers.flatMap(({ fields }) => fields)).values()]
  return layers.map((layer) => ({
    ...layer,
    fields: layer.fields.map((field) => {
      const { codes, ...rest } = field
      return codes && lists.some((shared) => holds(codes, shared)) ? rest : field
    }),
  }))
}

/** The tables that more than one field has, the largest first, by their names. */
function toLists(fields: readonly CodedField[]): Map<string, Codes> {
  const fieldsOf = new Map<string, { readonly name: string; readonly codes: Codes }[]>()
  for (const { name, codes } of fields) {
    if (!codes) continue
    const key = JSON.stringify(codes)
    fieldsOf.set(key, [...(fieldsOf.get(key) ?? []), { name, codes }])
  }
  const shared = [...fieldsOf.values()].filter(({ length }) => length > 1).map(([first]) => first!)
  const lists = new Map<string, Codes>()
  for (const { name, codes } of shared.toSorted((a, b) => sizeOf(b.codes) - sizeOf(a.codes))) {
    const taken = [...lists.keys()].filter((list) => list.replace(/-\d+$/, '') === name).length
    lists.set(taken > 0 ? `${name}-${taken + 1}` : name, codes)
  }
  return lists
}

const sizeOf = (codes: Codes) => Object.keys(codes).length

/** Whether a table has all that another has, with the same meaning. */
function holds(codes: Codes, shared: Codes): boolean {
  return Object.entries(shared).every(
    ([code, meaning]) => JSON.stringify(codes[code]) === JSON.stringify(meaning),
  )
}

/**
 * A catalogue as read from its file, with the codes in each field that names a list of them. What is not as it should
 * be is left as it is, for the schema to find: a field that names a list which is not there keeps its `codeList`.
 */
export function spreadCodes(json: unknown): unknown {
  if (!isRecord(json) || !Array.isArray(json.layers) || !isRecord(json.codeLists)) return json
  const { codeLists, ...catalog } = json
  const lists = new Map(Object.entries(codeLists))
  return {
    ...catalog,
    layers: json.layers.map((layer: unknown) => {
      if (!isRecord(layer) || !Array.isArray(layer.fields)) return layer
      return { ...layer, fields: layer.fields.map((field: unknown) => withCodes(field, lists)) }
    }),
  }
}

function withCodes(field: unknown, lists: ReadonlyMap<string, unknown>): unknown {
  if (!isRecord(field) || typeof field.codeList !== 'string') return field
  const { codeList, codes, ...rest } = field
  const shared = lists.get(codeList)
  if (!isRecord(shared)) return field
  return { ...rest, codes: isRecord(codes) ? { ...shared, ...codes } : shared }
}
