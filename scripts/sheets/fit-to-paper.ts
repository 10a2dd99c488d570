import type { SheetFonts } from '../../src/sheets/fonts.ts'
import { layOut } from '../../src/sheets/layout.ts'
import type { Orientation, Paper } from '../../src/sheets/paper.ts'
import type { SheetSpec } from '../../src/sheets/sheet-spec.ts'

/** Names and symbols are no smaller than this share of their size on the map. */
const LEAST_ENLARGE = 0.8

/**
 * A sheet on other paper: the same ground, at a scale of two digits that shows all of it, with names and symbols in the
 * measure of the paper's type.
 */
export function fitToPaper(
  spec: SheetSpec,
  paper: Paper,
  orientation: Orientation,
  fonts: SheetFonts,
): SheetSpec {
  if (paper === spec.paper && orientation === spec.orientation) return spec
  const from = layOut(spec, fonts)
  const to = layOut({ ...spec, paper, orientation }, fonts)
  const share = Math.max(
    from.frame.box.width / to.frame.box.width,
    from.frame.box.height / to.frame.box.height,
  )
  const exact = spec.view.scale * share
  const step = 10 ** (Math.floor(Math.log10(exact)) - 1)
  const scale = Math.ceil(exact / step - 1e-6) * step
  const enlarge = Math.max(LEAST_ENLARGE, spec.enlarge * Math.sqrt(to.base / from.base))
  return { ...spec, paper, orientation, view: { ...spec.view, scale }, enlarge }
}
