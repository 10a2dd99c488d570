import type { CatalogLayer } from '../catalog/schema.ts'
import { fold, toWords } from '../model/fold.ts'
import type { Field, FieldType, GeometryType, Localized } from '../model/schema.ts'

/** What a field of a theme's harmonised schema is to hold. */
export interface ThemeField {
  readonly name: string
  readonly type: FieldType
  readonly title: Localized
  readonly unit?: string
  /** What its values may be, where they are of a closed list, with what each means. */
  readonly codes?: readonly (readonly [code: string, meaning: Localized])[]
}

/** The harmonised schema to which a layer is held: that of a layer of the catalogue. */
export interface Theme {
  readonly id: string
  readonly title: Localized
  readonly geometryType?: GeometryType
  readonly fields: readonly ThemeField[]
  readonly keyField?: string
}

/** The theme of which a layer of the catalogue is an edition. */
export function toTheme(layer: CatalogLayer): Theme {
  const { id, title, geometryType, fields, keyField } = layer
  return {
    id,
    title,
    ...(geometryType && { geometryType }),
    ...(keyField !== undefined && { keyField }),
    fields: fields.map(({ name, type, title: fieldTitle, unit, codes, codesAreOpen }) => ({
      name,
      type,
      title: fieldTitle,
      ...(unit !== undefined && { unit }),
      ...(codes && !codesAreOpen && { codes: Object.entries(codes) }),
    })),
  }
}

/** Which fields of a layer say what the rules ask about, by the theme's names or else by what they are called. */
export interface Roles {
  readonly key?: string
  readonly country?: string
  readonly state?: string
  readonly name?: string
  readonly years: readonly string[]
}

const COUNTRY = /^(country(_?(code|name|iso))?|pais|pays|iso_?a?3?|nation)$/
const STATE =
  /^(state(_?(province|prov|name|code))?|province|prov|provincia|estado|entidad|st|admin_?1)$/
const NAME = /^(name|nom|nombre|facility(_?n(ame)?)?|faci_name|site_?name|name_en|nam[we]\d?_en)$/
const KEY =
  /^(id|fid|gid|objectid|nra|npri_?id|tri_?f?i?d|gppd_idnr|facility_?id|site_?id|unlocode|wikidata_id|fips|iso_a3|iso_3166_2|swid|epa_id)$/
const YEAR = /(^|_)(year|annee|ano|anio|yr)(_|$)|^(established|commissioning_year|start_year)$/

const PER_YEAR = /(^|_)(per|a|par|por|by)_(year|annee|an|ano)(_|$)/

/** A field's name as names are compared: without accents, in lower case, words parted by one underscore. */
export const toPlainName = (name: string): string =>
  toWords(fold(name)).join('_').replace(/_+/g, '_')

export function findRoles(fields: readonly Field[], theme: Theme | null): Roles {
  const find = (pattern: RegExp) => fields.find(({ name }) => pattern.test(toPlainName(name)))?.name
  const key = theme?.keyField ?? find(KEY)
  const country = find(COUNTRY)
  const state = find(STATE)
  const name = find(NAME)
  return {
    ...(key !== undefined && fields.some((field) => field.name === key) && { key }),
    ...(country !== undefined && country !== key && { country }),
    ...(state !== undefined && state !== key && { state }),
    ...(name !== undefined && { name }),
    years: fields
      .filter(({ type }) => /integer|long|double/.test(type))
      .filter(
        ({ name: field }) => YEAR.test(toPlainName(field)) && !PER_YEAR.test(toPlainName(field)),
      )
      .map(({ name: field }) => field),
  }
}
