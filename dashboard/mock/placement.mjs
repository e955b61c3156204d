/** A placement as docs/contracts/admin.md describes it, with loads that drift. Made-up: for development and tests only. */

const refuse = (status, code, message, messageZh) => Object.assign(new Error(message), { status, code, messageZh })

export function makePlacement(grids, { silos = 4, seed = 7, now = () => Date.now() } = {}) {
  let state = seed
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const house = new Map(Array.from({ length: silos }, (_, i) => [`silo-${i + 1}`, { name: `silo-${i + 1}`, state: 'live', weight: 1 }]))
  const rows = new Map(grids.map((g) => [g.code, { code: g.code, name: g.name, silo: '', pinned: false, auto: true, moving: false, rate: random() ** 4 * 40 }]))
  const lines = []
  let version = 40

  const takers = () => [...house.values()].filter((s) => s.state === 'live')
  const mixed = (h) => Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  const hash = (text) => mixed(mixed([...text].reduce((h, c) => Math.imul(h ^ c.codePointAt(0), 16777619), 2166136261))) >>> 0
  const chosen = (code) => takers().map((s) => ({ s, p: -s.weight / Math.log((hash(code + s.name) + 1) / 2 ** 32) })).sort((a, b) => b.p - a.p)[0].s.name
  const spread = () => {
    for (const row of rows.values()) if (row.auto || house.get(row.silo)?.state !== 'live') row.silo = chosen(row.code)
  }
  spread()
  const load = (name) => [...rows.values()].filter((r) => r.silo === name).reduce((sum, r) => sum + r.rate, 0)
  const count = (name) => [...rows.values()].filter((r) => r.silo === name).length
  const changed = (by, action, subject, before, after) => {
    lines.unshift({ seq: ++version, at: new Date(now()).toISOString(), by, action, subject, before: String(before), after: String(after) })
    return { version }
  }
  const siloOf = (name) => house.get(name) ?? (() => { throw refuse(404, 'unknown_silo', `there is no silo ${name}`, `没有节点 ${name}`) })()
  const named = (by) => {
    if (typeof by !== 'string' || !by.trim() || by.length > 64) throw refuse(400, 'malformed_by', 'by wants 1-64 printable characters', '操作人须为 1 到 64 个可见字符')
    return by
  }

  function placement() {
    return {
      version,
      at: new Date(now()).toISOString(),
      silos: [...house.values()].map((s) => ({ ...s, grids: count(s.name), reportsPerSecond: load(s.name), actors: count(s.name) * 21 })),
      grids: [...rows.values()].map(({ code, name, silo, pinned, moving, rate }) => ({ code, name, silo, pinned, reportsPerSecond: rate, moving })),
    }
  }

  function move({ grid, silo, pin, by }) {
    named(by)
    const row = rows.get(grid)
    if (!row) throw refuse(404, 'unknown_grid', `there is no grid ${grid}`, `没有网格 ${grid}`)
    const before = row.silo
    if (silo) {
      const to = siloOf(silo)
      if (to.state === 'draining') throw refuse(409, 'silo_draining', `${silo} is being drained and takes no grids`, `${silo} 正在清空，不接收网格`)
      if (to.state === 'dead') throw refuse(409, 'silo_dead', `${silo} is dead`, `${silo} 已停止`)
    }
    Object.assign(row, silo ? { silo, pinned: !!pin, auto: false } : { pinned: false, auto: true })
    if (!silo) spread()
    return changed(by, 'move', grid, before, row.silo + (row.pinned ? ' (pinned)' : ''))
  }

  function drain(name, { by }) {
    named(by)
    const silo = siloOf(name)
    if (silo.state === 'draining') throw refuse(409, 'silo_draining', `${name} is being drained already`, `${name} 已在清空`)
    if (takers().length === 1) throw refuse(409, 'last_silo', `${name} is the last that takes grids`, `${name} 是最后一个接收网格的节点`)
    const before = `${count(name)} grids`
    silo.state = 'draining'
    spread()
    return changed(by, 'drain', name, before, '0 grids')
  }

  function refill(name, { by }) {
    named(by)
    const silo = siloOf(name)
    if (silo.state !== 'draining') throw refuse(409, 'not_draining', `${name} is not drained`, `${name} 没有被清空`)
    silo.state = 'live'
    spread()
    return changed(by, 'refill', name, '0 grids', `${count(name)} grids`)
  }

  function weigh(name, { weight, by }) {
    named(by)
    const silo = siloOf(name)
    if (!(weight >= 0.1 && weight <= 100)) throw refuse(400, 'malformed_weight', 'a weight is 0.1 to 100', '权重须在 0.1 到 100 之间')
    const before = silo.weight
    silo.weight = weight
    spread()
    return changed(by, 'weigh', name, before, weight)
  }

  function plan() {
    const predicted = (where) => takers().map((s) => ({ silo: s.name, load: sumOf(where, s.name), grids: [...where.values()].filter((n) => n === s.name).length }))
    const sumOf = (where, name) => [...where].filter(([, n]) => n === name).reduce((sum, [code]) => sum + rows.get(code).rate + 0.05, 0)
    const imbalance = (list) => {
      const shares = list.map((l) => l.load / house.get(l.silo).weight)
      return Math.max(...shares) / (shares.reduce((a, b) => a + b, 0) / shares.length)
    }
    const where = new Map([...rows].map(([code, r]) => [code, r.silo]))
    const before = predicted(where)
    const moves = []
    for (let i = 0; i < 50 && imbalance(predicted(where)) > 1.1; i++) {
      const list = predicted(where).sort((a, b) => b.load / house.get(b.silo).weight - a.load / house.get(a.silo).weight)
      const [most, least] = [list[0], list.at(-1)]
      const gap = (most.load - least.load) / 2
      const best = [...rows.values()].filter((r) => where.get(r.code) === most.silo && !r.pinned && r.rate < most.load - least.load && r.rate > 0).sort((a, b) => Math.abs(a.rate - gap) - Math.abs(b.rate - gap))[0]
      if (!best) break
      where.set(best.code, least.silo)
      moves.push({ grid: best.code, from: most.silo, to: least.silo, load: best.rate + 0.05 })
    }
    const after = predicted(where)
    return { version, moves, before, after, imbalanceBefore: imbalance(before), imbalanceAfter: imbalance(after) }
  }

  function apply({ plan: made, by }) {
    named(by)
    if (made?.version !== version) throw refuse(409, 'placement_changed', 'the placement has changed since the plan was made', '方案作出之后，分布已有变动')
    for (const m of made.moves) Object.assign(rows.get(m.grid), { silo: m.to, auto: false })
    return changed(by, 'apply', `${made.moves.length} grids`, made.imbalanceBefore.toFixed(2), made.imbalanceAfter.toFixed(2))
  }

  const audit = (before, limit) => ({ lines: lines.filter((l) => !before || l.seq < before).slice(0, limit || 50) })

  /** Loads drift; nothing is assigned anew. */
  const drift = () => {
    for (const row of rows.values()) row.rate = Math.max(0, row.rate * (0.96 + 0.08 * random()) + (random() - 0.5) * 0.05)
  }
  const kill = (name) => (siloOf(name).state = 'dead')
  return { placement, move, drain, refill, weigh, plan, apply, audit, drift, kill }
}

/** The calls of docs/contracts/admin.md as a router: `{status, body}`, or null for another's address. */
export function answerPlacement(house, method, path, query, body) {
  const of = (word) => new RegExp(`^/api/v1/placement/silos/([^/]+)/${word}$`).exec(path)
  const silo = (word) => (method === 'POST' && of(word) ? decodeURIComponent(of(word)[1]) : null)
  try {
    if (method === 'GET' && path === '/api/v1/placement') return { status: 200, body: house.placement() }
    if (method === 'GET' && path === '/api/v1/placement/audit') return { status: 200, body: house.audit(Number(query.get('before')), Number(query.get('limit'))) }
    if (method === 'POST' && path === '/api/v1/placement/moves') return { status: 200, body: house.move(body) }
    if (method === 'POST' && path === '/api/v1/placement/plans') return { status: 200, body: house.plan() }
    if (method === 'POST' && path === '/api/v1/placement/plans/apply') return { status: 200, body: house.apply(body) }
    if (silo('drain')) return { status: 200, body: house.drain(silo('drain'), body) }
    if (silo('refill')) return { status: 200, body: house.refill(silo('refill'), body) }
    if (silo('weight')) return { status: 200, body: house.weigh(silo('weight'), body) }
    return null
  } catch (error) {
    return { status: error.status ?? 500, body: { error: { code: error.code ?? 'failed', message: error.message, messageZh: error.messageZh ?? error.message } } }
  }
}
