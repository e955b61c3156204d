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

  for (let i = scene.reports; i > 0; i--) report(now() - i * (scene.reports > 1000 ? 7_000 : 240_000), dayOf(now()))

  const under = (code, region) => {
    for (let r = at.get(code); r; r = at.get(r.parent)) if (r.code === region) return true
    return false
  }
  const of = (region, date) =>
    reports.filter((r) => r.day === date && (at.get(region)?.kind === 'trade' ? r.trade === region : under(r.gridCode, region)))

  function counts(region, date) {
    const mine = of(region, date)
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
      children: [...children.values()],
      version: mine.length,
    }
  }

  const feed = (region, date) => ({
    region,
    date,
    version: of(region, date).length,
    items: of(region, date).slice(-20).reverse().map(({ reportId, category, gridCode, observedAt }) => ({ reportId, category, gridCode, observedAt })),
  })

  return { has: (code) => at.has(code), today: () => dayOf(now()), report, counts, feed }
}
