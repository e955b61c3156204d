/** A town that counts: reports in, the day's frames of docs/contracts/http.md out. The same seed gives the same town. */
export function makeTown(scene, { seed = 1, now = () => Date.now() } = {}) {
  let state = seed
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  /** Small indexes come more often, as some matters and some places do. */
  const pick = (list) => list[Math.floor(random() * random() * list.length)]
  const { regions } = scene
  const at = new Map(regions.map((r) => [r.code, r]))
  const places = regions.filter((r) => r.kind !== 'trade')
  const leaves = places.filter((r) => !places.some((c) => c.parent === r.code))
  const trades = regions.filter((r) => r.kind === 'trade')
  const zone = regions[0]?.timeZone ?? 'UTC'
  const dayOf = (ms) => new Date(ms).toLocaleDateString('en-CA', { timeZone: zone })
  const reports = []
  let serial = 0

  function report(observedMs = now(), day = dayOf(observedMs)) {
    const shuffled = leaves[Math.floor(random() * leaves.length)]
    const lane = random()
    reports.push({
      reportId: `00000000-0000-4000-8000-${String(++serial).padStart(12, '0')}`,
      category: random() < 0.08 ? 'unclassified' : pick(scene.categories).code,
      gridCode: shuffled.code,
      observedAt: new Date(observedMs).toISOString(),
      trade: trades.length && random() < 0.3 ? pick(trades).code : null,
      outcome: lane < 0.78 ? 'opened' : lane < 0.9 ? 'joined' : 'recorded',
      day,
    })
    return reports.at(-1)
  }

  const start = now()
  const today = dayOf(start)
  /** Today's reports so far, busier in the morning than at night, none before midnight. */
  const clock = new Date(start).toLocaleTimeString('en-GB', { timeZone: zone, hourCycle: 'h23' }).split(':').map(Number)
  const goneMs = (clock[0] * 3600 + clock[1] * 60 + clock[2]) * 1000
  const bell = Array.from({ length: scene.reports }, () => Math.min(0.999, 0.28 + 0.72 * ((random() + random()) / 2)))
  for (const share of bell.sort((a, b) => a - b)) report(start - goneMs + Math.floor(share * goneMs), today)
  /** The days that a wall compares with: busier in the morning, quiet at night. Kept apart from today's list. */
  const past = new Map()
  for (const ago of scene.past ? [1, 2, 7, 8] : []) {
    const byHour = new Map(leaves.map((r) => [r.code, Array(24).fill(0)]))
    for (let i = 0; i < scene.past - ago * Math.ceil(scene.past / 40); i++) {
      byHour.get(leaves[Math.floor(random() * leaves.length)].code)[Math.floor(24 * ((random() + random() + random()) / 3))]++
    }
    past.set(dayOf(start - ago * 86_400_000), byHour)
  }
  const left = new Map(leaves.map((r) => [r.code, 0]))
  for (let i = 0; i < scene.open; i++) {
    const { code } = leaves[Math.floor(random() * random() * leaves.length)]
    left.set(code, left.get(code) + 1)
  }

  const under = (code, region) => {
    for (let r = at.get(code); r; r = at.get(r.parent)) if (r.code === region) return true
    return false
  }
  /** Those that had come by a moment, in ms since 1970: the mock takes a report in as it is observed. */
  const of = (region, date, until = Infinity) =>
    reports.filter((r) => r.day === date && Date.parse(r.observedAt) <= until && (at.get(region)?.kind === 'trade' ? r.trade === region : under(r.gridCode, region)))

  /** Reports of a region by the hour, its own midnight first. */
  function hours(region, date, until) {
    const sums = Array(24).fill(0)
    for (const [code, list] of past.get(date) ?? []) if (under(code, region)) list.forEach((n, h) => (sums[h] += n))
    for (const r of of(region, date, until)) sums[Number(new Date(r.observedAt).toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }))]++
    return { region, date, hours: sums }
  }

  /** Issues open now: those left from before and those opened today. */
  function open(region) {
    const of = new Map(places.filter((r) => r.parent === region).map((r) => [r.code, { code: r.code, name: r.name, openIssues: 0 }]))
    let openIssues = 0
    const add = (code, n) => {
      if (!under(code, region)) return
      openIssues += n
      for (let p = at.get(code); p; p = at.get(p.parent)) if (of.has(p.code)) of.get(p.code).openIssues += n
    }
    for (const [code, n] of left) add(code, n)
    for (const r of reports) if (r.outcome === 'opened') add(r.gridCode, 1)
    return { region, openIssues, children: [...of.values()] }
  }

  const gridsBelow = (region) => places.filter((r) => r.kind === 'grid' && r.code !== region && under(r.code, region))

  function grids(region, date, until) {
    const sums = new Map()
    for (const r of of(region, date, until)) sums.set(r.gridCode, (sums.get(r.gridCode) ?? 0) + 1)
    const rows = gridsBelow(region).map(({ code, name }) => ({ code, name, validReports: sums.get(code) ?? 0, version: sums.get(code) ?? 0 }))
    return { region, date, version: of(region, date, until).length, grids: rows }
  }

  function map(region) {
    const shaped = gridsBelow(region).concat(at.get(region)?.kind === 'grid' ? [at.get(region)] : []).filter((r) => scene.shapes.has(r.code))
    return {
      type: 'FeatureCollection',
      features: shaped.map(({ code, name, parent }) => ({ type: 'Feature', properties: { code, name, parent }, geometry: scene.shapes.get(code) })),
    }
  }

  function counts(region, date, until) {
    const earlier = past.has(date) ? hours(region, date).hours.reduce((sum, n) => sum + n, 0) : null
    if (earlier !== null) return { ...tally(region, date), validReports: earlier, awaitingReview: 0, openedIssues: earlier, version: earlier }
    return tally(region, date, until)
  }

  function tally(region, date, until) {
    const mine = of(region, date, until)
    const byCategory = {}
    for (const r of mine) byCategory[r.category] = (byCategory[r.category] ?? 0) + 1
    const children = new Map(places.filter((r) => r.parent === region).map((r) => [r.code, { code: r.code, name: r.name, validReports: 0 }]))
    for (const r of mine) {
      for (let p = at.get(r.gridCode); p; p = at.get(p.parent)) if (children.has(p.code)) children.get(p.code).validReports++
    }
    const outcome = (name) => mine.filter((r) => r.outcome === name).length
    return {
      region,
      name: at.get(region).name,
      date,
      validReports: mine.length,
      awaitingReview: mine.length,
      invalidReports: region === regions[0].code && mine.length ? scene.invalid : 0,
      openedIssues: outcome('opened'),
      joinedReports: outcome('joined'),
      recordedReports: outcome('recorded'),
      byCategory,
      // As a server that has the loop: about half of a day's issues come to their end on it.
      accepted: outcome('opened'),
      answered: Math.floor(outcome('opened') * 0.6),
      closed: Math.floor(outcome('opened') * 0.5),
      closedOnTime: Math.floor(outcome('opened') * 0.45),
      yellowCards: Math.floor(outcome('opened') / 15),
      redCards: Math.floor(outcome('opened') / 60),
      children: [...children.values()],
      version: mine.length,
    }
  }

  const feed = (region, date, until) => ({
    region,
    date,
    version: of(region, date, until).length,
    items: of(region, date, until).slice(-20).reverse().map(({ reportId, category, gridCode, observedAt }) => ({ key: reportId.slice(-12), category, gridCode, observedAt })),
  })

  return { has: (code) => at.has(code), today: () => dayOf(now()), report, counts, feed, hours, open, grids, map }
}
