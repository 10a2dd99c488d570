export const PROJECTIONS = ['naaf', 'mercator', 'globe'] as const
export type ProjectionName = (typeof PROJECTIONS)[number]

export const THEME_CHOICES = ['auto', 'light', 'dark'] as const
export type ThemeChoice = (typeof THEME_CHOICES)[number]
