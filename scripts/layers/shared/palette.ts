/**
 * The colours of the reference map, in pairs for the light and the dark theme: warm, quiet land that
 * data can stand on, seas that deepen with depth, lines that are seen only when looked for.
 */
export const PALETTE = {
  land: { light: '#f2efe6', dark: '#2a2d2c' },
  contextLand: { light: '#eae7de', dark: '#232625' },
  coast: { light: '#8fa6b5', dark: '#4d6474' },
  lake: { light: '#c9dde8', dark: '#1d3442' },
  lakeEdge: { light: '#94b2c4', dark: '#3d5a6b' },
  river: { light: '#8fb0c6', dark: '#3f6178' },
  waterText: { light: '#4a7391', dark: '#7fa6bf' },
  waterHalo: { light: '#e3edf3', dark: '#13222d' },
  glacier: { light: '#fbfdfe', dark: '#46525a' },
  glacierEdge: { light: '#b9d2de', dark: '#61747f' },
  boundary: { light: '#7d6f85', dark: '#a597ad' },
  boundaryCasing: { light: '#ddd3e2', dark: '#4a4150' },
  stateBoundary: { light: '#a89fab', dark: '#6b6570' },
  railroad: { light: '#a3988c', dark: '#6e675f' },
  place: { light: '#3f3d3a', dark: '#e2ddd2' },
  placeFill: { light: '#ffffff', dark: '#1b1d1c' },
  text: { light: '#403c37', dark: '#d9d4c8' },
  quietText: { light: '#77706a', dark: '#9d978d' },
  halo: { light: '#f7f5ef', dark: '#1d201f' },
  graticule: { light: '#a9b9c2', dark: '#44545e' },
} as const
