import type { SheetSpec } from '../../src/sheets/sheet-spec.ts'

/** A sheet with a graticule and names, and nothing else that it need not have. */
export const PLAIN_SHEET: SheetSpec = {
  paper: 'a4',
  orientation: 'landscape',
  language: 'en',
  view: { projection: 'naaf', center: [-100, 45], scale: 10_000_000 },
  title: '',
  subtitle: '',
  layers: [],
  graticule: true,
  names: true,
  insets: [],
  enlarge: 1,
  logos: [],
  attachments: false,
  address: null,
  date: new Date(0),
}
