import { localize as t } from '../../catalog/common.ts'

/**
 * The sectors of the North American Industry Classification System, which Canada, Mexico and the United
 * States share to this depth, by the first two digits of a code.
 */
const SECTORS = {
  '11': t(
    'Agriculture, forestry, fishing and hunting',
    'Agriculture, foresterie, pêche et chasse',
    'Agricultura, ganadería, aprovechamiento forestal, pesca y caza',
  ),
  '21': t(
    'Mining, quarrying, oil and gas extraction',
    'Extraction minière, exploitation en carrière, extraction de pétrole et de gaz',
    'Minería y extracción de petróleo y gas',
  ),
  '22': t('Utilities', 'Services publics', 'Energía eléctrica, agua y gas'),
  '23': t('Construction', 'Construction', 'Construcción'),
  '31-33': t('Manufacturing', 'Fabrication', 'Industrias manufactureras'),
  '41-43': t('Wholesale trade', 'Commerce de gros', 'Comercio al por mayor'),
  '44-46': t('Retail trade', 'Commerce de détail', 'Comercio al por menor'),
  '48-49': t(
    'Transportation and warehousing',
    'Transport et entreposage',
    'Transportes, correos y almacenamiento',
  ),
  '51': t('Information', 'Information et culture', 'Información en medios masivos'),
  '52': t('Finance and insurance', 'Finance et assurances', 'Servicios financieros y de seguros'),
  '53': t(
    'Real estate and rental',
    'Services immobiliers et location',
    'Servicios inmobiliarios y alquiler',
  ),
  '54': t(
    'Professional, scientific and technical services',
    'Services professionnels, scientifiques et techniques',
    'Servicios profesionales, científicos y técnicos',
  ),
  '55': t('Management of companies', 'Gestion de sociétés', 'Corporativos'),
  '56': t(
    'Administrative support, waste management and remediation',
    'Services administratifs, gestion des déchets et assainissement',
    'Apoyo a los negocios, manejo de residuos y remediación',
  ),
  '61': t('Education', 'Enseignement', 'Servicios educativos'),
  '62': t(
    'Health care and social assistance',
    'Soins de santé et assistance sociale',
    'Salud y asistencia social',
  ),
  '71': t('Arts and recreation', 'Arts, spectacles et loisirs', 'Esparcimiento y cultura'),
  '72': t(
    'Accommodation and food',
    'Hébergement et restauration',
    'Alojamiento y preparación de alimentos',
  ),
  '81': t('Other services', 'Autres services', 'Otros servicios'),
  '91-93': t('Public administration', 'Administrations publiques', 'Actividades gubernamentales'),
} as const

export type Sector = keyof typeof SECTORS
export const SECTOR_TITLES: Readonly<Record<Sector, ReturnType<typeof t>>> = SECTORS

/** The countries number wholesale and retail trade and government differently: these stand together. */
const SECTOR_OF = new Map<string, Sector>(
  (Object.keys(SECTORS) as Sector[]).flatMap((sector) => {
    const [from, to = from] = sector.split('-').map(Number) as [number, number?]
    return Array.from({ length: to! - from + 1 }, (_, i) => [String(from + i), sector] as const)
  }),
)

/** The sector of an industry's code, or `null` where the code is none. */
export function toSector(naics: string | null): Sector | null {
  return (naics && /^\d{2,6}$/.test(naics) && SECTOR_OF.get(naics.slice(0, 2))) || null
}
