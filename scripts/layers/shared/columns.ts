import { z } from 'zod'

/** Columns of published tables: text that may be empty, numbers as text, coordinates in degrees. */

export const optionalText = z
  .string()
  .optional()
  .transform((text) => text?.trim() || null)

export const requiredText = z.string().trim().min(1)

const numeric = z.string().regex(/^-?\d+(\.\d+)?(e-?\d+)?$/i, 'not a number')

export const requiredNumber = numeric.transform(Number)

export const optionalNumber = z
  .union([z.literal(''), numeric])
  .optional()
  .transform((text) => (text ? Number(text) : null))

export const longitude = requiredNumber.pipe(z.number().min(-180).max(180))
export const latitude = requiredNumber.pipe(z.number().min(-90).max(90))
