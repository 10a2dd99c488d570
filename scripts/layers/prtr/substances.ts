import { localize as t } from '../../catalog/common.ts'

/** A group of substances that the register of the United States counts, and does not name. */
const all = (count: number) =>
  t(
    `All TRI chemicals reported (${count})`,
    `Toutes les substances du TRI déclarées (${count})`,
    `Todas las sustancias del TRI reportadas (${count})`,
  )

/**
 * The substances of the selection of facilities, as its table names them in English. The names in French and in
 * Spanish are the Atlas's, by the usage of chemistry and of the registers of Canada and Mexico.
 */
export const SUBSTANCES = {
  '1,2,4-Trimethylbenzene': t(
    '1,2,4-Trimethylbenzene',
    '1,2,4-Triméthylbenzène',
    '1,2,4-Trimetilbenceno',
  ),
  '1,4-Dioxane': t('1,4-Dioxane', '1,4-Dioxane', '1,4-Dioxano'),
  Acetaldehyde: t('Acetaldehyde', 'Acétaldéhyde', 'Acetaldehído'),
  'All TRI chemicals reported (1)': all(1),
  'All TRI chemicals reported (14)': all(14),
  'All TRI chemicals reported (15)': all(15),
  'All TRI chemicals reported (16)': all(16),
  'All TRI chemicals reported (3)': all(3),
  'All TRI chemicals reported (36)': all(36),
  'All TRI chemicals reported (4)': all(4),
  'All TRI chemicals reported (5)': all(5),
  'All TRI chemicals reported (6)': all(6),
  'Aluminum (fume or dust)': t(
    'Aluminum (fume or dust)',
    'Aluminium (fumée ou poussière)',
    'Aluminio (humo o polvo)',
  ),
  Ammonia: t('Ammonia', 'Ammoniac', 'Amoniaco'),
  'Antimony compounds': t(
    'Antimony compounds',
    'Composés de l’antimoine',
    'Compuestos de antimonio',
  ),
  Benzene: t('Benzene', 'Benzène', 'Benceno'),
  'Cadmium (dust, fumes or vapours)': t(
    'Cadmium (dust, fumes or vapours)',
    'Cadmium (poussières, fumées ou vapeurs)',
    'Cadmio (polvos, humos o vapores)',
  ),
  'Cadmium (soluble compounds)': t(
    'Cadmium (soluble compounds)',
    'Cadmium (composés solubles)',
    'Cadmio (compuestos solubles)',
  ),
  'Cadmium and cadmium compounds': t(
    'Cadmium and cadmium compounds',
    'Cadmium et ses composés',
    'Cadmio y sus compuestos',
  ),
  'Carbon dioxide': t('Carbon dioxide', 'Dioxyde de carbone', 'Dióxido de carbono'),
  'Carbon disulfide': t('Carbon disulfide', 'Disulfure de carbone', 'Disulfuro de carbono'),
  Chlordane: t('Chlordane', 'Chlordane', 'Clordano'),
  Chromium: t('Chromium', 'Chrome', 'Cromo'),
  'Chromium (soluble compounds)': t(
    'Chromium (soluble compounds)',
    'Chrome (composés solubles)',
    'Cromo (compuestos solubles)',
  ),
  Copper: t('Copper', 'Cuivre', 'Cobre'),
  'Copper and copper compounds': t(
    'Copper and copper compounds',
    'Cuivre et ses composés',
    'Cobre y sus compuestos',
  ),
  'Copper sulphate': t('Copper sulphate', 'Sulfate de cuivre', 'Sulfato de cobre'),
  Dichloromethane: t('Dichloromethane', 'Dichlorométhane', 'Diclorometano'),
  Diisocyanates: t('Diisocyanates', 'Diisocyanates', 'Diisocianatos'),
  'Dioxin and dioxin-like compounds': t(
    'Dioxin and dioxin-like compounds',
    'Dioxines et composés de type dioxine',
    'Dioxinas y compuestos similares a las dioxinas',
  ),
  Dioxins: t('Dioxins', 'Dioxines', 'Dioxinas'),
  'Ethylene glycol': t('Ethylene glycol', 'Éthylène glycol', 'Etilenglicol'),
  'Ethylene oxide': t('Ethylene oxide', 'Oxyde d’éthylène', 'Óxido de etileno'),
  'Formic acid': t('Formic acid', 'Acide formique', 'Ácido fórmico'),
  'Hydrochloric acid (acid aerosols)': t(
    'Hydrochloric acid (acid aerosols)',
    'Acide chlorhydrique (aérosols d’acide)',
    'Ácido clorhídrico (aerosoles ácidos)',
  ),
  Hydrofluorocarbons: t('Hydrofluorocarbons', 'Hydrofluorocarbures', 'Hidrofluorocarbonos'),
  'Hydrogen cyanide': t('Hydrogen cyanide', 'Cyanure d’hydrogène', 'Cianuro de hidrógeno'),
  'Hydrogen fluoride': t('Hydrogen fluoride', 'Fluorure d’hydrogène', 'Fluoruro de hidrógeno'),
  'Hydrogen sulfide': t('Hydrogen sulfide', 'Sulfure d’hydrogène', 'Sulfuro de hidrógeno'),
  Lead: t('Lead', 'Plomb', 'Plomo'),
  'Lead (dust, fumes or vapours)': t(
    'Lead (dust, fumes or vapours)',
    'Plomb (poussières, fumées ou vapeurs)',
    'Plomo (polvos, humos o vapores)',
  ),
  'Lead (soluble compounds)': t(
    'Lead (soluble compounds)',
    'Plomb (composés solubles)',
    'Plomo (compuestos solubles)',
  ),
  'Lead and lead compounds': t(
    'Lead and lead compounds',
    'Plomb et ses composés',
    'Plomo y sus compuestos',
  ),
  'Lead compounds': t('Lead compounds', 'Composés du plomb', 'Compuestos de plomo'),
  Manganese: t('Manganese', 'Manganèse', 'Manganeso'),
  'Manganese and manganese compounds': t(
    'Manganese and manganese compounds',
    'Manganèse et ses composés',
    'Manganeso y sus compuestos',
  ),
  'Manganese compounds': t(
    'Manganese compounds',
    'Composés du manganèse',
    'Compuestos de manganeso',
  ),
  Mercury: t('Mercury', 'Mercure', 'Mercurio'),
  'Mercury compounds': t('Mercury compounds', 'Composés du mercure', 'Compuestos de mercurio'),
  Methane: t('Methane', 'Méthane', 'Metano'),
  'Methyl methacrylate': t(
    'Methyl methacrylate',
    'Méthacrylate de méthyle',
    'Metacrilato de metilo',
  ),
  'Methylene chloride': t('Methylene chloride', 'Chlorure de méthylène', 'Cloruro de metileno'),
  Naphthalene: t('Naphthalene', 'Naphtalène', 'Naftaleno'),
  Nickel: t('Nickel', 'Nickel', 'Níquel'),
  'Nickel (dust, fumes or vapours)': t(
    'Nickel (dust, fumes or vapours)',
    'Nickel (poussières, fumées ou vapeurs)',
    'Níquel (polvos, humos o vapores)',
  ),
  'Nickel (soluble compounds)': t(
    'Nickel (soluble compounds)',
    'Nickel (composés solubles)',
    'Níquel (compuestos solubles)',
  ),
  'Nickel compounds': t('Nickel compounds', 'Composés du nickel', 'Compuestos de níquel'),
  'Nitrate compounds': t('Nitrate compounds', 'Nitrates', 'Nitratos'),
  'Nitric acid': t('Nitric acid', 'Acide nitrique', 'Ácido nítrico'),
  'Nitrous oxide': t('Nitrous oxide', 'Oxyde nitreux', 'Óxido nitroso'),
  Pendimethalin: t('Pendimethalin', 'Pendiméthaline', 'Pendimetalina'),
  'Peracetic acid': t('Peracetic acid', 'Acide peracétique', 'Ácido peracético'),
  'Polycyclic aromatic compounds': t(
    'Polycyclic aromatic compounds',
    'Composés aromatiques polycycliques',
    'Compuestos aromáticos policíclicos',
  ),
  'Sulfuric acid (acid aerosols)': t(
    'Sulfuric acid (acid aerosols)',
    'Acide sulfurique (aérosols d’acide)',
    'Ácido sulfúrico (aerosoles ácidos)',
  ),
  Tetrachloroethylene: t('Tetrachloroethylene', 'Tétrachloroéthylène', 'Tetracloroetileno'),
  Thiourea: t('Thiourea', 'Thiourée', 'Tiourea'),
  Toluene: t('Toluene', 'Toluène', 'Tolueno'),
  'Vanadium compounds': t('Vanadium compounds', 'Composés du vanadium', 'Compuestos de vanadio'),
  'Xylene (mixed isomers)': t(
    'Xylene (mixed isomers)',
    'Xylène (mélange d’isomères)',
    'Xileno (mezcla de isómeros)',
  ),
  'Zinc compounds': t('Zinc compounds', 'Composés du zinc', 'Compuestos de zinc'),
  'n-Butyl alcohol': t('n-Butyl alcohol', 'Alcool n-butylique', 'Alcohol n-butílico'),
  'n-Hexane': t('n-Hexane', 'n-Hexane', 'n-Hexano'),
  unspecified: t('Not stated', 'Non précisée', 'Sin especificar'),
} as const

/** The names of substances in the table of the selection. */
export const SUBSTANCE_NAMES = Object.keys(SUBSTANCES) as (keyof typeof SUBSTANCES)[]
