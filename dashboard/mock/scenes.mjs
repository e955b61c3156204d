import { demoLand, latticeLand } from './land.mjs'

/** Made-up towns of the sizes that a wall has to bear. Names are real, figures are not. */

const KINDS =
  '市容环境/暴露垃圾 市容环境/乱堆杂物 公用设施/井盖破损 公用设施/路灯不亮 园林绿化/树木倒伏 园林绿化/盆栽侧翻 道路交通/路面坑洞 河道水利/树枝堵渠 街面秩序/占道经营 矛盾纠纷/邻里纠纷'
const EN =
  'City appearance/Exposed rubbish,City appearance/Stacked goods,Utilities/Broken manhole cover,Utilities/Street light out,Greenery/Fallen tree,Greenery/Toppled planter,Roads/Pothole,Waterways/Branch blocking a ditch,Street order/Stall on the pavement,Disputes/Between neighbours'
const NEIGHBOURHOODS =
  'Bayview Hunters Point,Bernal Heights,Castro/Upper Market,Chinatown,Excelsior,Financial District/South Beach,Glen Park,Golden Gate Park,Haight Ashbury,Hayes Valley,Inner Richmond,Inner Sunset,Japantown,Lakeshore,Lincoln Park,Lone Mountain/USF,Marina,McLaren Park,Mission,Mission Bay,Nob Hill,Noe Valley,North Beach,Oceanview/Merced/Ingleside,Outer Mission,Outer Richmond,Pacific Heights,Portola,Potrero Hill,Presidio,Presidio Heights,Russian Hill,Seacliff,South of Market,Sunset/Parkside,Tenderloin,Treasure Island,Twin Peaks,Visitacion Valley,West of Twin Peaks,Western Addition'
const CLASSES =
  'Street and Sidewalk Cleaning,Graffiti Public Property,Graffiti Private Property,Damaged Property,Abandoned Vehicle,Street Defects,Streetlights,Sewer Issues,Tree Maintenance,Rec and Park Requests'
const LEAVES =
  'Sidewalk_Cleaning,General Cleaning,Bulky Items,Offensive Graffiti on Public Property,Not_Offensive Graffiti on Private Property,Hazardous Materials,Illegal_Dumping,Damaged Parking_Meter,Abandoned Vehicle - Car4door,Pavement_Defect,Streetlight - Light_Burnt_Out,Utility_Excavation'

function wuzhen() {
  const { regions, shapes } = demoLand()
  const en = EN.split(',')
  return { regions, shapes, categories: KINDS.split(' ').map((code, i) => ({ code, names: { zh: code.split('/')[1], en: en[i].split('/')[1] } })) }
}

function sanFrancisco() {
  const regions = [{ code: 'SF', name: 'San Francisco', kind: 'region', parent: null, timeZone: 'America/Los_Angeles' }]
  NEIGHBOURHOODS.split(',').forEach((name, i) => regions.push({ code: `n${i + 1}`, name, kind: 'region', parent: 'SF' }))
  for (let i = 0; i < 195; i++) regions.push({ code: String(10100 + i * 100).padStart(6, '0'), name: String(10100 + i * 100).padStart(6, '0'), kind: 'grid', parent: `n${(i % 41) + 1}` })
  const leaves = LEAVES.split(',')
  const categories = Array.from({ length: 200 }, (_, i) => {
    const leaf = leaves[i % 12] + (i < 12 ? '' : ` ${Math.floor(i / 12) + 1}`)
    return { code: `${CLASSES.split(',')[i % 10]}/${leaf}`, names: {} }
  })
  return { regions, shapes: latticeLand(regions, -122.51, 37.71, 0.009), categories }
}

const bareTown = { regions: [], shapes: new Map(), categories: [] }

/** `reports` of today are there at the start, `past` on the days before; `open` issues are left from earlier. */
export const scenes = {
  busy: { ...wuzhen(), demo: true, reports: 36, past: 44, open: 148, invalid: 2 },
  empty: { ...wuzhen(), demo: true, reports: 0, past: 0, open: 0, invalid: 0 },
  sf: { ...sanFrancisco(), demo: false, reports: 4984, past: 6100, open: 2210, invalid: 17 },
  county: {
    regions: [
      { code: 'C', name: '桐乡市', kind: 'county', parent: null, timeZone: 'Asia/Shanghai' },
      ...Array.from({ length: 150 }, (_, i) => ({ code: `c${i}`, name: `第${i + 1}村`, kind: 'village', parent: 'C' })),
    ],
    shapes: new Map(),
    categories: wuzhen().categories,
    demo: false,
    reports: 800,
    past: 700,
    open: 300,
    invalid: 0,
  },
  bare: { ...bareTown, demo: false, reports: 0, past: 0, open: 0, invalid: 0 },
}
