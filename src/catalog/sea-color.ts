import type { ThemedColor } from './symbology.ts'

/** The open sea, where no bathymetry is drawn. */
export const SEA_COLOR: ThemedColor = { light: '#a5c2d6', dark: '#11222d' }
