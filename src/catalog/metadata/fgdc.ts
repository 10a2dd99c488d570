import { wordsOf } from '../../words/words.ts'
import { toLanguage } from '../in-language.ts'
import type { LayerRecord } from '../record.ts'
import { toExtent, toPeriod } from './extent.ts'
import { toPublicationDate } from './reference.ts'
import { LAYERS_FOLDER, type Site, toLayerPath } from './site.ts'

/** An element of the standard: its long name and its value or the elements inside it. */
type Entry = readonly [name: string, value: string | number | readonly Entry[] | undefined]

const PROGRESS: Readonly<Record<LayerRecord['state'], string>> = {
  bundled: 'Complete',
  available: 'Complete',
  preview: 'In work',
  planned: 'Planned',
}

/**
 * The record as text by the FGDC Content Standard for Digital Geospatial Metadata
 * (FGDC-STD-001-1998): long names, two spaces a level, in English, as the CEC publishes its own.
 */
export function toFgdcText(record: LayerRecord, site: Site): string {
  const provenance = record.provenance && toLanguage(record.provenance, 'en')
  const [west, south, east, north] = toExtent(record)
  const period = toPeriod(record)
  const page = new URL(toLayerPath(record.id, 'en'), site.url).href
  const entries: Entry[] = [
    [
      'Identification_Information',
      [
        [
          'Citation',
          [
            [
              'Citation_Information',
              [
                [
                  'Originator',
                  provenance?.publisher ?? toLanguage(record.contact.organisation, 'en'),
                ],
                ['Publication_Date', toDate(toPublicationDate(record))],
                ['Title', record.title.en],
                ['Edition', provenance?.edition],
                [
                  'Geospatial_Data_Presentation_Form',
                  record.raster ? 'raster digital data' : 'vector digital data',
                ],
                ['Other_Citation_Details', provenance?.citation],
                ['Online_Linkage', page],
                ...record.addresses.map(({ url }): Entry => ['Online_Linkage', url]),
              ],
            ],
          ],
        ],
        [
          'Description',
          [
            ['Abstract', record.abstract.en],
            [
              'Purpose',
              'To show environmental issues that cross borders on one map of Canada, Mexico and the United States.',
            ],
            [
              'Supplemental_Information',
              record.comparability.map(({ en }) => en).join(' ') || undefined,
            ],
          ],
        ],
        [
          'Time_Period_of_Content',
          [
            [
              'Time_Period_Information',
              period && period.from !== period.to
                ? [
                    [
                      'Range_of_Dates/Times',
                      [
                        ['Beginning_Date', period.from],
                        ['Ending_Date', period.to],
                      ],
                    ],
                  ]
                : [['Single_Date/Time', [['Calendar_Date', period?.from ?? 'Unknown']]]],
            ],
            ['Currentness_Reference', period ? 'ground condition' : 'publication date'],
          ],
        ],
        [
          'Status',
          [
            ['Progress', PROGRESS[record.state]],
            ['Maintenance_and_Update_Frequency', 'As needed'],
          ],
        ],
        [
          'Spatial_Domain',
          [
            [
              'Bounding_Coordinates',
              [
                ['West_Bounding_Coordinate', west],
                ['East_Bounding_Coordinate', east],
                ['North_Bounding_Coordinate', north],
                ['South_Bounding_Coordinate', south],
              ],
            ],
          ],
        ],
        [
          'Keywords',
          [
            [
              'Theme',
              [
                ['Theme_Keyword_Thesaurus', 'None'],
                ['Theme_Keyword', wordsOf('vocabulary', 'en').group[record.group]],
                ...[...record.keywords.en, ...record.keywords.fr, ...record.keywords.es].map(
                  (word): Entry => ['Theme_Keyword', word],
                ),
              ],
            ],
            [
              'Place',
              [
                ['Place_Keyword_Thesaurus', 'ISO 3166-1'],
                ['Place_Keyword', 'North America'],
                ...record.countries.map(
                  (country): Entry => [
                    'Place_Keyword',
                    wordsOf('vocabulary', 'en').country[country],
                  ],
                ),
              ],
            ],
          ],
        ],
        ['Access_Constraints', 'None'],
        [
          'Use_Constraints',
          [provenance?.licence.name, provenance?.licence.url, record.limitations?.en]
            .filter(Boolean)
            .join('. ') || 'None',
        ],
        ['Point_of_Contact', contact(record)],
      ],
    ],
    [
      'Data_Quality_Information',
      provenance && [
        ['Logical_Consistency_Report', 'See the processing steps.'],
        ['Completeness_Report', record.limitations?.en ?? 'Not stated.'],
        [
          'Lineage',
          provenance.processing.length > 0
            ? provenance.processing.map(
                (step): Entry => [
                  'Process_Step',
                  [
                    ['Process_Description', step],
                    ['Process_Date', toDate(record.modified)],
                  ],
                ],
              )
            : [
                [
                  'Process_Step',
                  [
                    ['Process_Description', 'As published.'],
                    ['Process_Date', 'Unknown'],
                  ],
                ],
              ],
        ],
      ],
    ],
    [
      'Spatial_Reference_Information',
      record.files.length > 0
        ? [
            [
              'Horizontal_Coordinate_System_Definition',
              [
                [
                  'Geographic',
                  [
                    ['Latitude_Resolution', 1e-7],
                    ['Longitude_Resolution', 1e-7],
                    ['Geographic_Coordinate_Units', 'Decimal degrees'],
                  ],
                ],
                [
                  'Geodetic_Model',
                  [
                    ['Horizontal_Datum_Name', 'World Geodetic System of 1984'],
                    ['Ellipsoid_Name', 'WGS 84'],
                    ['Semi-major_Axis', 6378137],
                    ['Denominator_of_Flattening_Ratio', 298.257223563],
                  ],
                ],
              ],
            ],
          ]
        : undefined,
    ],
    [
      'Entity_and_Attribute_Information',
      record.fields.length > 0
        ? [
            [
              'Detailed_Description',
              [
                [
                  'Entity_Type',
                  [
                    ['Entity_Type_Label', record.id],
                    ['Entity_Type_Definition', record.title.en],
                    [
                      'Entity_Type_Definition_Source',
                      toLanguage(record.contact.organisation, 'en'),
                    ],
                  ],
                ],
                ...record.fields.map((field): Entry => ['Attribute', attribute(field)]),
              ],
            ],
          ]
        : undefined,
    ],
    [
      'Distribution_Information',
      record.files.length > 0
        ? [
            ['Distributor', contact(record)],
            ['Distribution_Liability', record.limitations?.en ?? 'None'],
            [
              'Standard_Order_Process',
              record.files.map(
                (file): Entry => [
                  'Digital_Form',
                  [
                    [
                      'Digital_Transfer_Information',
                      [
                        ['Format_Name', 'FlatGeobuf'],
                        ['Transfer_Size', Number((file.bytes / 1e6).toFixed(6))],
                      ],
                    ],
                    [
                      'Digital_Transfer_Option',
                      [
                        [
                          'Online_Option',
                          [
                            [
                              'Computer_Contact_Information',
                              [
                                [
                                  'Network_Address',
                                  [
                                    [
                                      'Network_Resource_Name',
                                      new URL(LAYERS_FOLDER + file.path, site.url).href,
                                    ],
                                  ],
                                ],
                              ],
                            ],
                          ],
                        ],
                      ],
                    ],
                  ],
                ],
              ),
            ],
          ]
        : undefined,
    ],
    [
      'Metadata_Reference_Information',
      [
        ['Metadata_Date', toDate(record.modified)],
        ['Metadata_Contact', contact(record)],
        ['Metadata_Standard_Name', 'FGDC Content Standards for Digital Geospatial Metadata'],
        ['Metadata_Standard_Version', 'FGDC-STD-001-1998'],
      ],
    ],
  ]
  return `${entries.flatMap((entry) => toLines(entry, '')).join('\n')}\n`
}

function attribute(field: LayerRecord['fields'][number]): readonly Entry[] {
  const values: Entry[] = field.codes
    ? Object.entries(field.codes).map(
        ([value, meaning]): Entry => [
          'Attribute_Domain_Values',
          [
            [
              'Enumerated_Domain',
              [
                ['Enumerated_Domain_Value', value],
                ['Enumerated_Domain_Value_Definition', meaning.en],
                ['Enumerated_Domain_Value_Definition_Source', 'Producer defined'],
              ],
            ],
          ],
        ],
      )
    : [['Attribute_Domain_Values', [['Unrepresentable_Domain', `Values of type ${field.type}`]]]]
  return [
    ['Attribute_Label', field.name],
    ['Attribute_Definition', field.title.en],
    ['Attribute_Definition_Source', 'Producer defined'],
    ...values,
    ['Attribute_Units_of_Measure', field.unit],
  ]
}

function contact({ contact: { organisation, email, url } }: LayerRecord): readonly Entry[] {
  return [
    [
      'Contact_Information',
      [
        [
          'Contact_Organization_Primary',
          [['Contact_Organization', toLanguage(organisation, 'en')]],
        ],
        ['Contact_Electronic_Mail_Address', email],
        ['Contact_Instructions', url],
      ],
    ],
  ]
}

/** Calendar dates are YYYY, YYYYMM or YYYYMMDD (section 9.1 of the standard), or `Unknown`. */
function toDate(date: string | undefined): string {
  const known = /^\d{4}(-\d{2}){0,2}/.exec(date ?? '')?.[0]
  return known?.replaceAll('-', '') ?? 'Unknown'
}

function toLines([name, value]: Entry, indent: string): string[] {
  if (value === undefined) return []
  if (typeof value === 'object') {
    return [`${indent}${name}:`, ...value.flatMap((entry) => toLines(entry, `${indent}  `))]
  }
  return [`${indent}${name}: ${String(value).replace(/[\s\p{Cc}]+/gu, ' ')}`]
}
