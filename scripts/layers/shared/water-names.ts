import type { Tally } from '../../pipeline/geometry.ts'
import type { ProcessingLog } from '../../pipeline/notes.ts'
import { toText } from './natural-earth-files.ts'

/** A name as the source has it, and in each language. */
export interface WaterNames {
  readonly name: string | null
  readonly name_en: string | null
  readonly name_fr: string | null
  readonly name_es: string | null
}

/** Names of Natural Earth that have lost letters on their way, or are cut short or misspelt. */
const MENDED: Readonly<Record<string, string>> = {
  'Aishik Lake': 'Aishihik Lake',
  'Ajaj?': 'Ajajú',
  'Amistad Res.': 'Amistad Reservoir',
  'Anadyr?': 'Anadyr’',
  'Aripuan?': 'Aripuanã',
  'Bol?shoy Anyuy': 'Bol’shoy Anyuy',
  'Caquet?': 'Caquetá',
  'Caron?': 'Caroní',
  'Dal?lven': 'Dalälven',
  'Ft. Peck Lake': 'Fort Peck Lake',
  'Grande Rivire de la Baleine': 'Grande Rivière de la Baleine',
  'Gu?rico': 'Guárico',
  'Guain?a': 'Guainía',
  'Guapor?': 'Guaporé',
  'Indals?lven': 'Indalsälven',
  'Japur?': 'Japurá',
  'Jiparan?': 'Jiparaná',
  'Juru?': 'Juruá',
  'Juta?': 'Jutaí',
  'Lac Brard': 'Lac Bérard',
  'Lac Herv': 'Lac Hervé',
  'Lac Matapdia': 'Lac Matapédia',
  'Lac Mnistouc': 'Lac Ménistouc',
  'Lac Qunonisca': 'Lac Quénonisca',
  'Lac St.-Jean': 'Lac Saint-Jean',
  'Lac Tach': 'Lac Taché',
  'Lac Tscau': 'Lac Tésécau',
  "Lac Tte d'Ours": 'Lac Tête d’Ours',
  'Lac aux Golands': 'Lac aux Goélands',
  'Lac das Vents': 'Lac des Vents',
  'Lac du Plican': 'Lac du Pélican',
  'Lac la Chevrotire': 'Lac La Chevrotière',
  'Lac à l’ Eau Claire': 'Lac à l’Eau Claire',
  'Laguna Bavcora': 'Laguna Bavícora',
  'Laguna Mara Lizamba': 'Laguna María Lizamba',
  'Laguna Santa Mara': 'Laguna Santa María',
  'Laguna de Guzmn': 'Laguna de Guzmán',
  'Lake Clare': 'Lake Claire',
  'Lake Île-á-la-Crosse': 'Lac Île-à-la-Crosse',
  'Mamor?': 'Mamoré',
  'Mara??n': 'Marañón',
  Mlzes: 'Rivière aux Mélèzes',
  'Nhamund?': 'Nhamundá',
  Niagra: 'Niagara',
  'Oco?a': 'Ocoña',
  'Paran?': 'Paraná',
  'Parana?ba': 'Paranaíba',
  'Pend Orielle': 'Pend Oreille',
  Pnuco: 'Pánuco',
  'Presa Abelardo L. Rodrguez': 'Presa Abelardo L. Rodríguez',
  'Presa Adolfo Lpes Mateos': 'Presa Adolfo López Mateos',
  'Presa Adolfo Ruz Cortines (Mocuzari)': 'Presa Adolfo Ruiz Cortines (Mocúzari)',
  'Presa Gustavo Daz Ordaz (Bacurato)': 'Presa Gustavo Díaz Ordaz (Bacurato)',
  'Presa Luis L. Len (El Granero)': 'Presa Luis L. León (El Granero)',
  'Presa Lzaro Crdenas': 'Presa Lázaro Cárdenas',
  'Presa Venustiano Carranza (Don Martn)': 'Presa Venustiano Carranza (Don Martín)',
  Pribonka: 'Péribonka',
  'Pur?s': 'Purús',
  'R. des Outaouais': 'Rivière des Outaouais',
  'Reservoir Taureau': 'Réservoir Taureau',
  'Ro Grande de Matagalpa': 'Río Grande de Matagalpa',
  'Ro Grande de Santiago': 'Río Grande de Santiago',
  'Smallwood Res.': 'Smallwood Reservoir',
  Susqehanna: 'Susquehanna',
  'Tapaj?s': 'Tapajós',
  'Thj?rs?': 'Thjórsá',
  'Tiet?': 'Tietê',
  'Uaup?s': 'Uaupés',
  Ula: 'Ulúa',
  'W. Branch Susqehanna': 'West Branch Susquehanna',
}

/** What stands in the place of a name and is none: "unnamed", and "flood area without a name". */
const NO_NAME = ['Unnamed', 'Zona de inundacin sin nombre']

/** Waters that have a name of their own in another language: English, French, Spanish. */
const TRANSLATED: Readonly<Record<string, readonly [en: string, fr: string, es: string]>> = {
  'Amistad Reservoir': ['Amistad Reservoir', 'Réservoir Amistad', 'Presa de la Amistad'],
  'Falcon Lake': ['Falcon Lake', 'Réservoir Falcon', 'Presa Falcón'],
  'Great Bear Lake': ['Great Bear Lake', 'Grand lac de l’Ours', 'Gran Lago del Oso'],
  'Great Salt Lake': ['Great Salt Lake', 'Grand Lac Salé', 'Gran Lago Salado'],
  'Great Slave Lake': ['Great Slave Lake', 'Grand lac des Esclaves', 'Gran Lago del Esclavo'],
  'Lago de Chapala': ['Lake Chapala', 'Lac de Chapala', 'Lago de Chapala'],
  'Lago de Izabal': ['Lake Izabal', 'Lac Izabal', 'Lago de Izabal'],
  'Lago de Managua (Lake Xolotlán)': ['Lake Managua', 'Lac de Managua', 'Lago de Managua'],
  'Lago de Nicaragua': ['Lake Nicaragua', 'Lac de Nicaragua', 'Lago de Nicaragua'],
  'Lake Erie': ['Lake Erie', 'Lac Érié', 'Lago Erie'],
  'Lake Huron': ['Lake Huron', 'Lac Huron', 'Lago Hurón'],
  'Lake Michigan': ['Lake Michigan', 'Lac Michigan', 'Lago Míchigan'],
  'Lake St. Clair': ['Lake St. Clair', 'Lac Sainte-Claire', 'Lago Saint Clair'],
  'Lake Superior': ['Lake Superior', 'Lac Supérieur', 'Lago Superior'],
  'Lake of the Woods': ['Lake of the Woods', 'Lac des Bois', 'Lago de los Bosques'],
  Ottawa: ['Ottawa River', 'Rivière des Outaouais', 'Río Ottawa'],
  Peace: ['Peace River', 'Rivière de la Paix', 'Río de la Paz'],
  'Rainy Lake': ['Rainy Lake', 'Lac à la Pluie', 'Lago Rainy'],
  'Rio Grande': ['Rio Grande', 'Rio Grande', 'Río Bravo'],
  'Rivière des Outaouais': ['Ottawa River', 'Rivière des Outaouais', 'Río Ottawa'],
  'Salton Sea': ['Salton Sea', 'Mer de Salton', 'Mar de Salton'],
  Slave: ['Slave River', 'Rivière des Esclaves', 'Río de los Esclavos'],
  'St. Lawrence': ['St. Lawrence River', 'Fleuve Saint-Laurent', 'Río San Lorenzo'],
}

/** English words for a kind of water, before or behind its own name, and what stands for them. */
const GENERICS: readonly (readonly [pattern: RegExp, fr: string, es: string])[] = [
  [/^Lake (?!of |o['’] )(.+)$/i, 'Lac', 'Lago'],
  [/^(.+) Lake$/, 'Lac', 'Lago'],
  [/^(.+) Reservoir$/, 'Réservoir', 'Embalse'],
]

/**
 * The names of a water in the three languages. What the source has in a language stands, unless it is the
 * English name again. Else the word for the kind of water is translated and the name proper kept, as the
 * gazetteers of Canada and Mexico do ("Lake Winnipeg", "lac Winnipeg"), or a name of its own is taken from a
 * table. What says that there is no name is none. Tallies `mendedNames`, `translatedNames` and `noNames`.
 */
export function toWaterNames(
  source: Readonly<Record<keyof WaterNames, unknown>>,
  tally: Tally,
): WaterNames {
  const written = withoutNoName(toText(source.name), tally)
  if (written === null) return { name: null, name_en: null, name_fr: null, name_es: null }
  const name = MENDED[written] ?? written
  if (name !== written) tally.add('mendedNames')
  const english = toText(source.name_en)
  const own = (value: unknown): string | null => {
    const text = toText(value)
    const isEnglish = text === (english ?? name) && / Lake$|^Lake | Reservoir$/.test(text ?? '')
    return text && !isEnglish ? text.charAt(0).toLocaleUpperCase() + text.slice(1) : null
  }
  const [en, fr, es] = TRANSLATED[name] ?? translateGeneric(english ?? name)
  const names = {
    name,
    name_en: english ?? en,
    name_fr: own(source.name_fr) ?? fr,
    name_es: own(source.name_es) ?? es,
  }
  if (names.name_fr !== own(source.name_fr) || names.name_es !== own(source.name_es)) {
    tally.add('translatedNames')
  }
  return names
}

/** Null for what says that there is no name, tallied `noNames`. */
export function withoutNoName(name: string | null, tally: Tally): string | null {
  if (name === null || !NO_NAME.includes(name)) return name
  tally.add('noNames')
  return null
}

function translateGeneric(name: string): readonly [null, string | null, string | null] {
  for (const [pattern, fr, es] of GENERICS) {
    const proper = pattern.exec(name)?.[1]
    // "Lake Geneva (Lac Léman)" has a name already, and "Lake Hamilton and Lake Catherine" are two.
    if (proper && !/\(| and /.test(proper)) return [null, `${fr} ${proper}`, `${es} ${proper}`]
  }
  return [null, null, null]
}

/** What was done to the names, counted. */
export function noteWaterNames(log: ProcessingLog, tally: Tally): void {
  log.add(
    {
      en: '{{mended}} names that had lost letters or were misspelt mended; {{translated}} names put into French or Spanish by the Atlas where the source has none: the word for the kind of water is translated, the name proper kept unless it has one of its own.',
      fr: '{{mended}} noms qui avaient perdu des lettres ou étaient mal orthographiés rétablis ; {{translated}} noms mis en français ou en espagnol pour l’Atlas lorsque la source n’en donne pas : le générique est traduit et le spécifique conservé, sauf s’il existe un nom consacré.',
      es: 'Se corrigieron {{mended}} nombres que habían perdido letras o estaban mal escritos; {{translated}} nombres se pusieron en francés o en español para el Atlas cuando la fuente no los da: se traduce el término genérico y se conserva el específico, salvo que exista un nombre consagrado.',
    },
    { mended: tally.get('mendedNames'), translated: tally.get('translatedNames') },
  )
  const none = tally.get('noNames')
  if (none === 0) return
  log.add(
    {
      en: '{{none:name|names}} left empty where the source says only that there is none.',
      fr: '{{none:nom laissé vide|noms laissés vides}}, la source disant seulement qu’il n’y en a pas.',
      es: '{{none:nombre queda vacío|nombres quedan vacíos}}, pues la fuente solo dice que no lo hay.',
    },
    { none },
  )
}
