/** The table in which QGIS keeps the looks of layers. */
export const STYLES = 'layer_styles'
