import { toLookupTable } from './lookup-table.ts'

/**
 * Map projection methods: what PROJ, Esri, OGC WKT 1 and WKT 2 call them and their parameters. One
 * table serves reading and writing. A method that is not in it is not supported, and said to be so.
 */

/** Parameters by PROJ's names; angles in degrees, lengths in metres. */
export type CrsParameter =
  | 'lat_0'
  | 'lon_0'
  | 'lonc'
  | 'lat_1'
  | 'lat_2'
  | 'lat_ts'
  | 'k_0'
  | 'x_0'
  | 'y_0'
  | 'alpha'
  | 'gamma'
  | 'h'

export const LENGTH_PARAMETERS: ReadonlySet<CrsParameter> = new Set(['x_0', 'y_0', 'h'])

interface WrittenMethod {
  readonly name: string
  /** In the order in which they are written. */
  readonly parameters: readonly (readonly [name: string, parameter: CrsParameter])[]
}

export interface CrsMethod {
  /** PROJ's name, unique in the table together with `variant`. */
  readonly proj: string
  readonly variant?: 'web' | 'polar' | 'center' | 'south' | 'swiss'
  /** Every name by which well-known texts call it, without case and punctuation. */
  readonly names: readonly string[]
  /** Parameter names that mean another parameter in this method than in most. */
  readonly aliases?: Readonly<Record<string, CrsParameter>>
  /** Values of parameters that a text may leave out, where they are not 0 (`k_0`: 1). */
  readonly defaults?: Readonly<Partial<Record<CrsParameter, number>>>
  readonly esri: WrittenMethod | null
  readonly ogc: WrittenMethod | null
}

const FALSE_ORIGIN_ESRI = [
  ['False_Easting', 'x_0'],
  ['False_Northing', 'y_0'],
] as const
const FALSE_ORIGIN_OGC = [
  ['false_easting', 'x_0'],
  ['false_northing', 'y_0'],
] as const

type Parameters = WrittenMethod['parameters']
const esri = (name: string, ...parameters: Parameters): WrittenMethod => ({
  name,
  parameters: [...FALSE_ORIGIN_ESRI, ...parameters],
})
const ogc = (name: string, ...parameters: Parameters): WrittenMethod => ({
  name,
  parameters: [...parameters, ...FALSE_ORIGIN_OGC],
})

const CENTRAL: Parameters[number] = ['Central_Meridian', 'lon_0']
const central: Parameters[number] = ['central_meridian', 'lon_0']
const ORIGIN: Parameters[number] = ['Latitude_Of_Origin', 'lat_0']
const origin: Parameters[number] = ['latitude_of_origin', 'lat_0']
const SCALE: Parameters[number] = ['Scale_Factor', 'k_0']
const scale: Parameters[number] = ['scale_factor', 'k_0']
const PARALLELS: Parameters = [
  ['Standard_Parallel_1', 'lat_1'],
  ['Standard_Parallel_2', 'lat_2'],
]
const parallels: Parameters = [
  ['standard_parallel_1', 'lat_1'],
  ['standard_parallel_2', 'lat_2'],
]
const TRUE_SCALE: Parameters[number] = ['Standard_Parallel_1', 'lat_ts']
const trueScale: Parameters[number] = ['standard_parallel_1', 'lat_ts']
const center: Parameters = [
  ['latitude_of_center', 'lat_0'],
  ['longitude_of_center', 'lon_0'],
]
const SKEW: Parameters = [
  SCALE,
  ['Azimuth', 'alpha'],
  ['Longitude_Of_Center', 'lonc'],
  ['Latitude_Of_Center', 'lat_0'],
]
const skew: Parameters = [
  ['latitude_of_center', 'lat_0'],
  ['longitude_of_center', 'lonc'],
  ['azimuth', 'alpha'],
  ['rectified_grid_angle', 'gamma'],
  scale,
]

const TRUE_SCALE_ALIASES = {
  standardparallel1: 'lat_ts',
  latitudeof1ststandardparallel: 'lat_ts',
  latitudeofstandardparallel: 'lat_ts',
} as const
const SKEW_ALIASES = {
  longitudeofcenter: 'lonc',
  longitudeofcentre: 'lonc',
  longitudeofprojectioncenter: 'lonc',
  longitudeofprojectioncentre: 'lonc',
} as const

/** Methods that take a central meridian and nothing else, under one name everywhere. */
function worldMethod(proj: string, name: string, ...aliases: string[]): CrsMethod {
  return {
    proj,
    names: [toPlainName(name), ...aliases],
    esri: esri(name, CENTRAL),
    ogc: ogc(name, central),
  }
}

export const CRS_METHODS: readonly CrsMethod[] = [
  {
    proj: 'tmerc',
    names: ['transversemercator', 'gausskruger', 'gausskrueger', 'transversemercatorcomplex'],
    esri: esri('Transverse_Mercator', CENTRAL, SCALE, ORIGIN),
    ogc: ogc('Transverse_Mercator', origin, central, scale),
  },
  {
    proj: 'tmerc',
    variant: 'south',
    names: ['transversemercatorsouthorientated', 'transversemercatorsouthoriented'],
    esri: null,
    ogc: ogc('Transverse_Mercator_South_Orientated', origin, central, scale),
  },
  {
    proj: 'lcc',
    names: [
      'lambertconformalconic',
      'lambertconformalconic1sp',
      'lambertconformalconic2sp',
      'lambertconicconformal1sp',
      'lambertconicconformal2sp',
    ],
    esri: esri('Lambert_Conformal_Conic', CENTRAL, ...PARALLELS, SCALE, ORIGIN),
    ogc: ogc('Lambert_Conformal_Conic_2SP', origin, central, ...parallels),
  },
  {
    proj: 'aea',
    names: ['albers', 'albersconicequalarea', 'albersequalarea'],
    esri: esri('Albers', CENTRAL, ...PARALLELS, ORIGIN),
    ogc: ogc('Albers_Conic_Equal_Area', ...parallels, ...center),
  },
  {
    proj: 'laea',
    names: ['lambertazimuthalequalarea', 'lambertazimuthalequalareaspherical'],
    esri: esri('Lambert_Azimuthal_Equal_Area', CENTRAL, ORIGIN),
    ogc: ogc('Lambert_Azimuthal_Equal_Area', ...center),
  },
  {
    proj: 'merc',
    variant: 'web',
    names: ['mercatorauxiliarysphere', 'popularvisualisationpseudomercator'],
    esri: {
      name: 'Mercator_Auxiliary_Sphere',
      parameters: [...FALSE_ORIGIN_ESRI, CENTRAL, TRUE_SCALE],
    },
    ogc: ogc('Mercator_1SP', central, scale),
  },
  {
    proj: 'merc',
    names: ['mercator', 'mercator1sp', 'mercator2sp', 'mercatorvarianta', 'mercatorvariantb'],
    aliases: TRUE_SCALE_ALIASES,
    esri: esri('Mercator', CENTRAL, TRUE_SCALE),
    ogc: ogc('Mercator_2SP', trueScale, central),
  },
  {
    proj: 'stere',
    variant: 'polar',
    names: [
      'polarstereographic',
      'polarstereographicvarianta',
      'polarstereographicvariantb',
      'stereographicnorthpole',
      'stereographicsouthpole',
    ],
    aliases: TRUE_SCALE_ALIASES,
    esri: esri('Stereographic_North_Pole', CENTRAL, TRUE_SCALE),
    ogc: ogc('Polar_Stereographic', ['latitude_of_origin', 'lat_ts'], central, scale),
  },
  {
    proj: 'sterea',
    names: ['obliquestereographic', 'doublestereographic'],
    esri: esri('Double_Stereographic', CENTRAL, SCALE, ORIGIN),
    ogc: ogc('Oblique_Stereographic', origin, central, scale),
  },
  {
    proj: 'stere',
    names: ['stereographic'],
    esri: esri('Stereographic', CENTRAL, SCALE, ORIGIN),
    ogc: ogc('Stereographic', origin, central, scale),
  },
  {
    proj: 'cass',
    names: ['cassini', 'cassinisoldner'],
    esri: esri('Cassini', CENTRAL, SCALE, ORIGIN),
    ogc: ogc('Cassini_Soldner', origin, central),
  },
  {
    proj: 'eqdc',
    names: ['equidistantconic'],
    esri: esri('Equidistant_Conic', CENTRAL, ...PARALLELS, ORIGIN),
    ogc: ogc('Equidistant_Conic', ...center, ...parallels),
  },
  {
    proj: 'aeqd',
    names: ['azimuthalequidistant', 'modifiedazimuthalequidistant'],
    esri: esri('Azimuthal_Equidistant', CENTRAL, ORIGIN),
    ogc: ogc('Azimuthal_Equidistant', ...center),
  },
  {
    proj: 'poly',
    names: ['polyconic', 'americanpolyconic'],
    esri: esri('Polyconic', CENTRAL, ORIGIN),
    ogc: ogc('Polyconic', origin, central),
  },
  {
    proj: 'cea',
    names: ['cylindricalequalarea', 'lambertcylindricalequalarea'],
    aliases: TRUE_SCALE_ALIASES,
    esri: esri('Cylindrical_Equal_Area', CENTRAL, TRUE_SCALE),
    ogc: ogc('Cylindrical_Equal_Area', trueScale, central),
  },
  {
    proj: 'cea',
    names: ['behrmann'],
    defaults: { lat_ts: 30 },
    esri: null,
    ogc: null,
  },
  {
    proj: 'eqc',
    names: [
      'equirectangular',
      'equidistantcylindrical',
      'equidistantcylindricalspherical',
      'platecarree',
    ],
    aliases: TRUE_SCALE_ALIASES,
    esri: esri('Equidistant_Cylindrical', CENTRAL, TRUE_SCALE),
    ogc: ogc('Equirectangular', trueScale, central),
  },
  {
    proj: 'omerc',
    names: [
      'hotineobliquemercator',
      'hotineobliquemercatorvarianta',
      'hotineobliquemercatorazimuthnaturalorigin',
      'rectifiedskeworthomorphicnaturalorigin',
    ],
    aliases: SKEW_ALIASES,
    esri: esri('Hotine_Oblique_Mercator_Azimuth_Natural_Origin', ...SKEW),
    ogc: ogc('Hotine_Oblique_Mercator', ...skew),
  },
  {
    proj: 'omerc',
    variant: 'center',
    names: [
      'hotineobliquemercatorazimuthcenter',
      'hotineobliquemercatorvariantb',
      'rectifiedskeworthomorphiccenter',
      'obliquemercator',
    ],
    aliases: SKEW_ALIASES,
    esri: esri('Hotine_Oblique_Mercator_Azimuth_Center', ...SKEW),
    ogc: ogc('Hotine_Oblique_Mercator_Azimuth_Center', ...skew),
  },
  {
    proj: 'somerc',
    variant: 'swiss',
    names: ['swissobliquecylindrical', 'swissobliquemercator'],
    defaults: { alpha: 90, gamma: 90 },
    esri: {
      name: 'Hotine_Oblique_Mercator_Azimuth_Center',
      parameters: [
        ...FALSE_ORIGIN_ESRI,
        SCALE,
        ['Azimuth', 'alpha'],
        ['Longitude_Of_Center', 'lon_0'],
        ['Latitude_Of_Center', 'lat_0'],
      ],
    },
    ogc: ogc(
      'Hotine_Oblique_Mercator_Azimuth_Center',
      ...center,
      ['azimuth', 'alpha'],
      ['rectified_grid_angle', 'gamma'],
      scale,
    ),
  },
  {
    proj: 'krovak',
    names: ['krovak', 'krovaknorthorientated'],
    esri: null,
    ogc: null,
  },
  {
    proj: 'bonne',
    names: ['bonne'],
    esri: esri('Bonne', CENTRAL, ['Standard_Parallel_1', 'lat_1']),
    ogc: ogc('Bonne', ['standard_parallel_1', 'lat_1'], central),
  },
  {
    proj: 'gnom',
    names: ['gnomonic'],
    esri: esri('Gnomonic', ['Longitude_Of_Center', 'lon_0'], ['Latitude_Of_Center', 'lat_0']),
    ogc: ogc('Gnomonic', origin, central),
  },
  {
    proj: 'ortho',
    names: ['orthographic'],
    esri: esri('Orthographic', ['Longitude_Of_Center', 'lon_0'], ['Latitude_Of_Center', 'lat_0']),
    ogc: ogc('Orthographic', origin, central),
  },
  {
    proj: 'nzmg',
    names: ['newzealandmapgrid'],
    esri: esri('New_Zealand_Map_Grid', ['Longitude_Of_Origin', 'lon_0'], ORIGIN),
    ogc: ogc('New_Zealand_Map_Grid', origin, central),
  },
  worldMethod('sinu', 'Sinusoidal'),
  worldMethod('moll', 'Mollweide'),
  worldMethod('robin', 'Robinson'),
  worldMethod('mill', 'Miller_Cylindrical'),
  worldMethod('vandg', 'Van_der_Grinten_I', 'vandergrinten'),
  worldMethod('eck6', 'Eckert_VI'),
  worldMethod('eqearth', 'Equal_Earth'),
]

/** What most methods mean by a parameter's name in a well-known text, without case and punctuation. */
export const PARAMETER_NAMES = toLookupTable<CrsParameter>({
  latitudeoforigin: 'lat_0',
  latitudeofnaturalorigin: 'lat_0',
  latitudeoffalseorigin: 'lat_0',
  latitudeofcenter: 'lat_0',
  latitudeofcentre: 'lat_0',
  latitudeofprojectioncenter: 'lat_0',
  latitudeofprojectioncentre: 'lat_0',
  centralparallel: 'lat_0',
  centralmeridian: 'lon_0',
  longitudeoforigin: 'lon_0',
  longitudeofnaturalorigin: 'lon_0',
  longitudeoffalseorigin: 'lon_0',
  longitudeofcenter: 'lon_0',
  longitudeofcentre: 'lon_0',
  longitudeofprojectioncenter: 'lon_0',
  longitudeofprojectioncentre: 'lon_0',
  straightverticallongitudefrompole: 'lon_0',
  standardparallel1: 'lat_1',
  latitudeof1ststandardparallel: 'lat_1',
  latitudeofstandardparallel: 'lat_1',
  standardparallel2: 'lat_2',
  latitudeof2ndstandardparallel: 'lat_2',
  scalefactor: 'k_0',
  scalefactoratnaturalorigin: 'k_0',
  scalefactoratprojectioncenter: 'k_0',
  scalefactoratprojectioncentre: 'k_0',
  scalefactoroninitialline: 'k_0',
  scalefactorontheinitialline: 'k_0',
  scalefactoronpseudostandardparallel: 'k_0',
  falseeasting: 'x_0',
  eastingatfalseorigin: 'x_0',
  eastingatprojectioncenter: 'x_0',
  eastingatprojectioncentre: 'x_0',
  falsenorthing: 'y_0',
  northingatfalseorigin: 'y_0',
  northingatprojectioncenter: 'y_0',
  northingatprojectioncentre: 'y_0',
  azimuth: 'alpha',
  azimuthofinitialline: 'alpha',
  azimuthatprojectioncenter: 'alpha',
  azimuthatprojectioncentre: 'alpha',
  rectifiedgridangle: 'gamma',
  anglefromrectifiedtoskewgrid: 'gamma',
  xyplanerotation: 'gamma',
})

/** A name without what dialects spell differently: case, spaces, punctuation. */
export function toPlainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

const METHODS_BY_NAME = new Map(
  CRS_METHODS.flatMap((method) => method.names.map((name) => [name, method] as const)),
)

/** The method that a well-known text names, or `undefined` where it is not supported. */
export function findMethodByName(name: string): CrsMethod | undefined {
  return METHODS_BY_NAME.get(toPlainName(name))
}

/** The method of a PROJ string's `+proj`, or `undefined` where it is not supported. */
export function findMethodByProj(
  proj: string,
  variant?: CrsMethod['variant'],
): CrsMethod | undefined {
  return CRS_METHODS.find((method) => method.proj === proj && method.variant === variant)
}
