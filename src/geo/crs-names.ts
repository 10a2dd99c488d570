/** The words by which people ask for a system; those who only ask need no projections loaded. */
export const CRS_NAMES = ['wgs84', 'naaf', 'webmercator'] as const
export type CrsName = (typeof CRS_NAMES)[number]
